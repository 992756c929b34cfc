/** When it did not work: what happened, what became of the codes, what to do now, and the small print. */

import { useState } from 'preact/hooks';
import { needsSignOut } from '../../core/kiosk/step.ts';
import { needsSignIn } from '../../core/trouble.ts';
import { usePage } from '../context.ts';
import { SignInAgainButtons } from '../frame/sign-in-needed.tsx';
import type { At } from '../page-data.ts';
import { Button } from '../ui/button.tsx';
import { Card, Note } from '../ui/card.tsx';
import { TimeLeft } from '../ui/countdown.tsx';
import { Filled, gap } from '../ui/filled.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { SmallPrint } from '../ui/trouble-note.tsx';
import { isolated } from '../words/i18n.ts';
import { reasonIn } from '../words/reasons.ts';

/** The least privileged role that may manage codes; Entra shows it in English in every language. */
const roleNeeded = 'Authentication Administrator';

const icons: Partial<Record<At<'problem'>['trouble']['kind'], IconName>> = {
  offline: 'offline',
  'printer-not-ready': 'printer',
  'no-role': 'key',
  'signed-out': 'person',
  'no-answer': 'clock',
  busy: 'clock',
  'outcome-unknown': 'question',
};

export function ProblemScreen({ state }: { readonly state: At<'problem'> }) {
  const { text } = usePage();
  const { t } = text;
  const { trouble, fate } = state;
  const { kind } = trouble;
  const reason = reasonIn(trouble);
  return (
    <div class="problem" data-testid="show-error" data-kind={kind} data-request-id={trouble.requestId ?? ''}>
      <span class="medal medal--warn">
        <Icon name={icons[kind] ?? 'warning'} />
      </span>
      <div class="problem__words">
        <div role="alert">
          <h1>{t(`trouble.${kind}.title`)}</h1>
        </div>
        <p class="lead">
          {t(`trouble.${kind}.what`)} {reason === null ? null : t(`reason.${reason}`)}
        </p>
        {kind === 'no-role' ? <RoleNeeded /> : null}
        {fate === null ? null : (
          <Note tone={fate === 'nothing-changed' ? 'calm' : 'warn'} title={t(`problem.${fate}`)} />
        )}
        <Card look="next">
          <h2>{t('problem.next')}</h2>
          <p>{t(`trouble.${kind}.next`)}</p>
          {trouble.retryAfterSeconds === null ? null : <RetryAfter seconds={trouble.retryAfterSeconds} />}
        </Card>
        <ProblemActions state={state} />
        <SmallPrint trouble={trouble} />
      </div>
    </div>
  );
}

function RoleNeeded() {
  const { station, text } = usePage();
  const { t } = text;
  const supervisor = station?.session.supervisor ?? null;
  return (
    <Note
      tone="calm"
      icon="person"
      title={supervisor === null ? '' : t('problem.signedInAs', { name: isolated(supervisor.name) })}
    >
      {supervisor === null ? null : <p>{supervisor.upn}</p>}
      <p>{t('problem.roleNeeded', { role: isolated(roleNeeded) })}</p>
    </Note>
  );
}

function RetryAfter({ seconds }: { readonly seconds: number }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  const [untilMs] = useState(() => kiosk.nowMs() + seconds * 1_000);
  return (
    <p class="soft">
      <Filled sentence={t('problem.retryAfter', { time: gap })}>
        <TimeLeft untilMs={untilMs} />
      </Filled>
    </p>
  );
}

function ProblemActions({ state }: { readonly state: At<'problem'> }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  if (needsSignOut(state) || needsSignIn(state.trouble.kind)) return <SessionActions state={state} />;
  const canRetry = state.retry !== null;
  const isStart = state.retry?.to === 'start';
  return (
    <div class="answers">
      {canRetry ? (
        <Button
          look="primary"
          size="large"
          icon="retry"
          testId="retry"
          hasFocusFirst={true}
          onTap={() => kiosk.send({ type: 'retry-asked' })}
        >
          {t('problem.retry')}
        </Button>
      ) : null}
      {isStart ? null : (
        <Button
          look={canRetry ? 'secondary' : 'primary'}
          size="large"
          icon="search"
          testId="cancel"
          hasFocusFirst={!canRetry}
          onTap={() => kiosk.send({ type: 'cancel-asked' })}
        >
          {t('problem.back')}
        </Button>
      )}
    </div>
  );
}

/** Somebody else, or the same supervisor once more: then it goes on where it stopped. */
function SessionActions({ state }: { readonly state: At<'problem'> }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  return (
    <div class="answers">
      {needsSignOut(state) ? (
        <Button
          look="primary"
          size="large"
          icon="signOut"
          testId="sign-out"
          hasFocusFirst={true}
          onTap={() => kiosk.send({ type: 'sign-out-asked' })}
        >
          {t(state.trouble.kind === 'no-role' ? 'problem.signOut' : 'problem.signInAgain')}
        </Button>
      ) : (
        <SignInAgainButtons isLarge={true} onDone={() => kiosk.send({ type: 'retry-asked' })} />
      )}
    </div>
  );
}
