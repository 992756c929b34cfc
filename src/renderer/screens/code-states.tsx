/** The states of a worker's two codes in words: what works until when, and who issued it. */
import type { CodeState, WorkerCard } from '../../shared/workers.ts';
import { useNow, useText } from '../context.ts';
import { isolated, type Text } from '../i18n.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

/** The outside's four words: a code that starts later counts as live. */
function stateWord({ state }: CodeState): 'none' | 'active' | 'expired' | 'unknown' {
  return state === 'not-yet-active' ? 'active' : state;
}

export function CodeStates({ card }: { readonly card: WorkerCard }) {
  const { t } = useText();
  return (
    <dl
      class="codes"
      data-testid="code-state"
      data-temporary={stateWord(card.temporary)}
      data-standard={stateWord(card.standard)}
    >
      <Code name={t('worker.temporary')} code={card.temporary} tellsIssuer={true} />
      <Code name={t('worker.standard')} code={card.standard} tellsIssuer={false} />
    </dl>
  );
}

const icons: Readonly<Record<CodeState['state'], IconName>> = {
  none: 'none',
  unknown: 'question',
  active: 'check',
  'not-yet-active': 'clock',
  expired: 'clock',
};

const tones: Readonly<Record<CodeState['state'], string>> = {
  none: 'calm',
  unknown: 'warn',
  active: 'good',
  'not-yet-active': 'good',
  expired: 'calm',
};

function Code(props: {
  readonly name: string;
  readonly code: CodeState;
  /** Whoever issued today's code can be asked about it; for a permanent badge that is long ago. */
  readonly tellsIssuer: boolean;
}) {
  const { name, code } = props;
  const text = useText();
  const nowMs = useNow(60_000);
  const issued = props.tellsIssuer ? issuedIn(text, code, nowMs) : null;
  return (
    <div class={`code code--${tones[code.state]}`}>
      <dt>{name}</dt>
      <dd>
        <Icon name={icons[code.state]} />
        <div>
          <p class="code__state">{stateIn(text, code, nowMs)}</p>
          {issued === null ? null : <p class="soft">{issued}</p>}
        </div>
      </dd>
    </div>
  );
}

function stateIn({ t, format }: Text, { state, code }: CodeState, nowMs: number): string {
  if (code === null) return t(`worker.${state}`);
  const atMs = state === 'not-yet-active' ? code.startsAtMs : code.expiresAtMs;
  return t(`worker.${state}`, { when: format.when(atMs, nowMs) });
}

function issuedIn({ t, format }: Text, { code }: CodeState, nowMs: number): string | null {
  if (code === null) return null;
  const when = format.when(code.createdAtMs, nowMs);
  return code.issuedBy === null
    ? t('worker.issued', { when })
    : t('worker.issuedBy', { when, who: isolated(code.issuedBy) });
}
