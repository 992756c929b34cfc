/** Choosing the session PIN: once, and once more. The digits go to main and are kept nowhere else. */
import { useState } from 'preact/hooks';
import type { Trouble } from '../../core/trouble.ts';
import { usePage } from '../context.ts';
import { settled } from '../effects.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { PinPad } from '../ui/pin-pad.tsx';

type Stage =
  | { readonly at: 'first' | 'differ' | 'saved' }
  | { readonly at: 'again'; readonly first: string }
  | { readonly at: 'trouble'; readonly trouble: Trouble };

export function SetPin({ onDone }: { readonly onDone: () => void }) {
  const { bridge, text } = usePage();
  const { t } = text;
  const [stage, setStage] = useState<Stage>({ at: 'first' });
  const enter = async (pin: string) => {
    if (stage.at !== 'again') return setStage({ at: 'again', first: pin });
    if (stage.first !== pin) return setStage({ at: 'differ' });
    const saved = await settled(bridge['session.setPin']({ pin }));
    setStage(saved.ok ? { at: 'saved' } : { at: 'trouble', trouble: saved.error });
  };
  if (stage.at === 'saved')
    return (
      <div class="set-pin">
        <Note tone="good" title={t('pin.saved')} />
        <Button look="primary" onTap={onDone}>
          {t('menu.close')}
        </Button>
      </div>
    );
  return (
    <div class="set-pin">
      <p aria-live="polite">{t(stage.at === 'again' ? 'pin.again' : 'pin.text')}</p>
      {stage.at === 'differ' ? <Note tone="warn" title={t('pin.differ')} /> : null}
      {stage.at === 'trouble' ? <Note tone="bad" title={t(`trouble.${stage.trouble.kind}.title`)} /> : null}
      <PinPad round={stage.at} onPin={(pin) => void enter(pin)} />
    </div>
  );
}
