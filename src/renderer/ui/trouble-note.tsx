/** A trouble told in place: what happened, what to do, and small print for engineers. */
import type { ComponentChildren } from 'preact';
import type { Trouble } from '../../core/trouble.ts';
import { useText } from '../context.ts';
import { reasonIn } from '../words/reasons.ts';
import { Note } from './card.tsx';

export function TroubleNote(props: {
  readonly trouble: Trouble;
  readonly action?: ComponentChildren;
  readonly tone?: 'warn' | 'bad';
}) {
  const { t } = useText();
  const { trouble } = props;
  const reason = reasonIn(trouble);
  return (
    <div
      role="alert"
      data-testid="show-error"
      data-kind={trouble.kind}
      data-request-id={trouble.requestId ?? ''}
    >
      <Note
        tone={props.tone ?? 'warn'}
        title={t(`trouble.${trouble.kind}.title`)}
        {...(props.action === undefined ? {} : { action: props.action })}
      >
        <p>
          {t(`trouble.${trouble.kind}.what`)} {reason === null ? null : t(`reason.${reason}`)}{' '}
          {t(`trouble.${trouble.kind}.next`)}
        </p>
        <SmallPrint trouble={trouble} />
      </Note>
    </div>
  );
}

/** What to quote to Microsoft and to our own log. */
export function SmallPrint({ trouble }: { readonly trouble: Trouble }) {
  const { t } = useText();
  const { requestId, incident } = trouble;
  if (requestId === null && incident === null) return null;
  return (
    <p class="small-print">
      {incident === null ? null : <bdi>{t('problem.incident', { id: incident })}</bdi>}
      {requestId === null ? null : <bdi>{t('problem.requestId', { id: requestId })}</bdi>}
    </p>
  );
}
