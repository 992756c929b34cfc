/** What an earlier run, or an answer put off, left open: told calmly, and answered with one tap each. */
import type { LeftoverView } from '../../shared/issuance.ts';
import { useNow, usePage } from '../context.ts';
import { settled } from '../effects.ts';
import { Button } from '../ui/button.tsx';
import { Card, Note } from '../ui/card.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { isolated } from '../words/i18n.ts';

export function OpenIssuance({ issuanceId }: { readonly issuanceId: string }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  return (
    <Note
      tone="warn"
      icon="badge"
      title={t('open.title')}
      action={
        <Button look="primary" testId="resume" onTap={() => kiosk.send({ type: 'resume-asked', issuanceId })}>
          {t('open.action')}
        </Button>
      }
    >
      {t('open.text')}
    </Note>
  );
}

export function Leftovers({ leftovers }: { readonly leftovers: readonly LeftoverView[] }) {
  const { t } = usePage().text;
  return (
    <Card look="leftovers">
      <h2>{t('leftovers.title')}</h2>
      <p class="soft">{t('leftovers.text')}</p>
      <ul>
        {leftovers.map((leftover) => (
          <Leftover key={leftover.issuanceId} leftover={leftover} />
        ))}
      </ul>
    </Card>
  );
}

const icons: Readonly<Record<LeftoverView['state'], IconName>> = {
  waiting: 'clock',
  'ask-hand-over': 'question',
  revoked: 'trash',
  extended: 'check',
  'pin-lost': 'key',
  'nothing-live': 'check',
  failed: 'warning',
};

function Leftover({ leftover }: { readonly leftover: LeftoverView }) {
  const { text } = usePage();
  const { t, format } = text;
  const nowMs = useNow(60_000);
  const { state, requestedBy: who, expiresAtMs, worker } = leftover;
  const when = format.when(leftover.requestedAtMs, nowMs);
  const asked =
    who === null
      ? t('leftovers.requested', { when })
      : t('leftovers.requestedBy', { when, who: isolated(who) });
  const until = expiresAtMs === null ? '' : format.when(expiresAtMs, nowMs);
  const isAsked = state === 'ask-hand-over' && expiresAtMs !== null;
  const small = [
    t(`leftovers.order.${leftover.order}`),
    asked,
    isAsked ? t('leftovers.until', { when: until }) : null,
  ];
  return (
    <li class="leftover" data-testid="leftover" data-issuance-id={leftover.issuanceId} data-state={state}>
      <Icon name={icons[state]} />
      <div class="leftover__words">
        <p class="leftover__name">
          <bdi>{worker.name}</bdi>
        </p>
        <p>{t(stateWords(leftover), { when: until })}</p>
        <p class="soft">{small.filter((part) => part !== null).join(' · ')}</p>
      </div>
      <LeftoverAnswers leftover={leftover} />
    </li>
  );
}

/** The same state means another thing for another order. */
function stateWords({ state, order }: LeftoverView) {
  switch (state) {
    case 'ask-hand-over':
      if (order === 'enrol') return 'leftovers.askBoth';
      return order === 'reset-pin' ? 'leftovers.askSlip' : 'leftovers.ask-hand-over';
    case 'revoked':
      if (order === 'enrol') return 'leftovers.undone';
      return order === 'revoke' ? 'leftovers.removed' : 'leftovers.revoked';
    case 'nothing-live':
      return order === 'extend' || order === 'reset-pin' ? 'leftovers.unchanged' : 'leftovers.nothing-live';
    default:
      return `leftovers.${state}` as const;
  }
}

const answerWords = {
  badge: { yes: 'leftovers.collected', no: 'leftovers.revoke' },
  both: { yes: 'leftovers.collectedBoth', no: 'leftovers.undo' },
  slip: { yes: 'leftovers.collectedSlip', no: 'leftovers.lost' },
} as const;

function subjectOfKind(order: LeftoverView['order']): keyof typeof answerWords {
  if (order === 'enrol') return 'both';
  return order === 'reset-pin' ? 'slip' : 'badge';
}

function LeftoverAnswers({ leftover }: { readonly leftover: LeftoverView }) {
  const { bridge, kiosk, text } = usePage();
  const { t } = text;
  const { issuanceId, state } = leftover;
  const answer = (given: 'badge-collected' | 'revoke' | 'seen') => () => {
    void settled(bridge['leftovers.answer']({ issuanceId, answer: given })).then((taken) => {
      if (!taken.ok) kiosk.send({ type: 'trouble-met', trouble: taken.error });
    });
  };
  if (state === 'waiting') return null;
  if (state !== 'ask-hand-over')
    return (
      <Button testId="leftover-seen" onTap={answer('seen')}>
        {t('leftovers.seen')}
      </Button>
    );
  const words = answerWords[subjectOfKind(leftover.order)];
  return (
    <div class="leftover__answers">
      <Button icon="check" testId="badge-collected" onTap={answer('badge-collected')}>
        {t(words.yes)}
      </Button>
      <Button icon="trash" testId="revoke-temporary" onTap={answer('revoke')}>
        {t(words.no)}
      </Button>
    </div>
  );
}
