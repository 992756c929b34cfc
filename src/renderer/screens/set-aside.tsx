/** A damaged journal was set aside at this start: what that means, and the one tap that says it was read. */
import { usePage } from '../context.ts';
import { settled } from '../effects.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';

export function SetAside({ file }: { readonly file: string }) {
  const { bridge, kiosk, text } = usePage();
  const { t } = text;
  const seen = () => {
    void settled(bridge['setAside.seen'](null)).then((taken) => {
      if (!taken.ok) kiosk.send({ type: 'trouble-met', trouble: taken.error });
    });
  };
  return (
    <Note
      tone="warn"
      title={t('setAside.title')}
      action={
        <Button testId="set-aside-seen" onTap={seen}>
          {t('setAside.seen')}
        </Button>
      }
    >
      <p>{t('setAside.what')}</p>
      <p>{t('setAside.next')}</p>
      <p class="soft">
        <bdi data-testid="set-aside-file">{file}</bdi>
      </p>
    </Note>
  );
}
