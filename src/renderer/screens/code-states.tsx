/** The states of a worker's two codes and the PIN in words: what works until when, who issued it, and its last use. */
import type { ComponentChildren } from 'preact';
import type { CodeState, WorkerCard } from '../../shared/workers.ts';
import { useNow, useText } from '../context.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { isolated, type Text } from '../words/i18n.ts';
import { OfflineNote } from './offline-task.tsx';

/** The outside's four words: a code that starts later counts as live. */
function stateWord({ state }: CodeState): 'none' | 'active' | 'expired' | 'unknown' {
  return state === 'not-yet-active' ? 'active' : state;
}

export function CodeStates({ card }: { readonly card: WorkerCard }) {
  const { t } = useText();
  return (
    <div class="codes">
      {card.offline === null ? null : <OfflineNote offline={card.offline} />}
      <dl
        class="codes__list"
        data-testid="code-state"
        data-temporary={stateWord(card.temporary)}
        data-standard={stateWord(card.standard)}
        data-method={card.hasMethod}
      >
        {card.hasMethod ? (
          <>
            <Code name={t('worker.temporary')} code={card.temporary} tellsIssuer={true} />
            <Code name={t('worker.standard')} code={card.standard} tellsIssuer={false} />
            {card.offline === null ? (
              <Row name={t('worker.pin')} tone="calm" icon="key">
                <p class="code__state">{t(card.pinMustChange ? 'worker.pinMustChange' : 'worker.pinOwn')}</p>
              </Row>
            ) : null}
          </>
        ) : (
          <Row name={t('worker.method')} tone="calm" icon="none">
            <p class="code__state">{t('worker.noMethod')}</p>
          </Row>
        )}
      </dl>
      {card.hasMethod && card.neverUsed ? <NeverUsed /> : null}
    </div>
  );
}

/** What ends at this screen again if nobody knows it. */
function NeverUsed() {
  const { t } = useText();
  return (
    <p class="codes__never" data-testid="never-used">
      <b>{t('worker.neverUsedTitle')}</b> {t('worker.neverUsedText')}
    </p>
  );
}

function Row(props: {
  readonly name: string;
  readonly tone: string;
  readonly icon: IconName;
  readonly children: ComponentChildren;
}) {
  return (
    <div class={`code code--${props.tone}`}>
      <dt>{props.name}</dt>
      <dd>
        <Icon name={props.icon} />
        {props.children}
      </dd>
    </div>
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
  const past = pastIn(text, code, nowMs, props.tellsIssuer);
  return (
    <Row name={name} tone={tones[code.state]} icon={icons[code.state]}>
      <p class="code__state">{stateIn(text, code, nowMs)}</p>
      {past === '' ? null : <p class="code__past">{past}</p>}
    </Row>
  );
}

function stateIn({ t, format }: Text, { state, code }: CodeState, nowMs: number): string {
  if (code === null) return t(`worker.${state}`);
  const atMs = state === 'not-yet-active' ? code.startsAtMs : code.expiresAtMs;
  return t(`worker.${state}`, { when: format.when(atMs, nowMs) });
}

/** Who issued it, and whether it was ever used; of one that is to begin, also its end. */
function pastIn(
  { t, format }: Text,
  { state, code }: CodeState,
  nowMs: number,
  tellsIssuer: boolean,
): string {
  if (code === null) return '';
  const when = format.when(code.createdAtMs, nowMs);
  const issued =
    code.issuedBy === null
      ? t('worker.issued', { when })
      : t('worker.issuedBy', { when, who: isolated(code.issuedBy) });
  const used =
    code.lastUsedAtMs === null
      ? t('worker.notUsed')
      : t('worker.lastUsed', { when: format.when(code.lastUsedAtMs, nowMs) });
  const parts = [
    state === 'not-yet-active' ? t('worker.until', { when: format.when(code.expiresAtMs, nowMs) }) : null,
    tellsIssuer ? issued : null,
    state === 'not-yet-active' ? null : used,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
