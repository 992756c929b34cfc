/** What an earlier run, or an answer put off, left open: told calmly, and answered with one tap each. */
import type { LeftoverView } from '../../shared/api.ts';
import { useNow, usePage } from '../context.ts';
import { settled } from '../effects.ts';
import { isolated } from '../i18n.ts';
import { Button } from '../ui/button.tsx';
import { Card, Note } from '../ui/card.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';

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
  const until = expiresAtMs === null ? null : t('leftovers.until', { when: format.when(expiresAtMs, nowMs) });
  return (
    <li class="leftover" data-testid="leftover" data-issuance-id={leftover.issuanceId} data-state={state}>
      <Icon name={icons[state]} />
      <div class="leftover__words">
        <p class="leftover__name">
          <bdi>{worker.name}</bdi>
        </p>
        <p>{t(`leftovers.${state}`)}</p>
        <p class="soft">
          {[asked, state === 'ask-hand-over' ? until : null].filter((part) => part !== null).join(' · ')}
        </p>
      </div>
      <LeftoverAnswers leftover={leftover} />
    </li>
  );
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
  return (
    <div class="leftover__answers">
      <Button icon="check" testId="badge-collected" onTap={answer('badge-collected')}>
        {t('leftovers.collected')}
      </Button>
      <Button icon="trash" testId="revoke-temporary" onTap={answer('revoke')}>
        {t('leftovers.revoke')}
      </Button>
    </div>
  );
}
