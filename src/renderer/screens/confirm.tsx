/** The one question of the flow: a live code has to go before a new one can be made. */

import type { CodeView } from '../../shared/workers.ts';
import { useNow, usePage } from '../context.ts';
import { isolated } from '../i18n.ts';
import type { At } from '../page-data.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Card, Note } from '../ui/card.tsx';
import { Filled, gap, Name } from '../ui/filled.tsx';

export function ConfirmScreen({ state }: { readonly state: At<'confirm'> }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  const { worker, photoDataUrl, temporary } = state.card;
  return (
    <div class="question">
      <Avatar id={worker.id} name={worker.displayName} photo={photoDataUrl} size="large" />
      <h1>
        <Filled sentence={t('confirm.title', { name: gap })}>
          <Name>{worker.displayName}</Name>
        </Filled>
      </h1>
      {temporary.code === null ? null : <OldCode code={temporary.code} />}
      <Note tone="warn" title={t('confirm.warning')} />
      <div class="answers">
        <Button
          size="large"
          testId="cancel"
          hasFocusFirst={true}
          onTap={() => kiosk.send({ type: 'cancel-asked' })}
        >
          {t('confirm.keep')}
        </Button>
        <Button
          look="primary"
          size="large"
          icon="retry"
          testId="confirm-replace"
          isGuarded={true}
          onTap={() => kiosk.send({ type: 'replace-confirmed' })}
        >
          {t('confirm.replace')}
        </Button>
      </div>
    </div>
  );
}

function OldCode({ code }: { readonly code: CodeView }) {
  const { text } = usePage();
  const { t, format } = text;
  const nowMs = useNow(60_000);
  const when = format.when(code.createdAtMs, nowMs);
  const issued =
    code.issuedBy === null
      ? t('confirm.elsewhere', { when })
      : t('confirm.by', { when, who: isolated(code.issuedBy) });
  const used = code.lastUsedAtMs === null ? t('confirm.neverUsed') : format.when(code.lastUsedAtMs, nowMs);
  return (
    <Card look="facts">
      <dl>
        <div>
          <dt>{t('confirm.issued')}</dt>
          <dd>{issued}</dd>
        </div>
        <div>
          <dt>{t('confirm.until')}</dt>
          <dd>{format.when(code.expiresAtMs, nowMs)}</dd>
        </div>
        <div>
          <dt>{t('confirm.used')}</dt>
          <dd>{used}</dd>
        </div>
      </dl>
    </Card>
  );
}
