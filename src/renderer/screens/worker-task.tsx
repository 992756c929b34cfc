/** What a worker's card is for: the taps to a temporary code, or, for a worker without a method, the one to enrol. */
import { farthestStartMs } from '../../core/issuance/limits.ts';
import type { WorkerCard } from '../../shared/workers.ts';
import { usePage, useText } from '../context.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { TroubleNote } from '../ui/trouble-note.tsx';
import { orderFor } from '../words/orders.ts';
import { PreviewButton } from './badge-preview.tsx';
import { CodesLeft } from './codes-left.tsx';
import { LifetimeChoice } from './lifetime-choice.tsx';
import { OfflineTask } from './offline-task.tsx';
import { StartChoice } from './start-choice.tsx';

/** Enrolling is the way on for whoever has no method, and no error. */
export function isToEnrol({ obstacle, offers }: WorkerCard): boolean {
  return obstacle?.kind === 'no-method' && offers.some(({ kind }) => kind === 'enrol');
}

export function WorkerTask(props: {
  readonly card: WorkerCard;
  readonly hours: number;
  readonly startsAtMs: number | null;
}) {
  const { t } = useText();
  const { card } = props;
  const { obstacle } = card;
  return (
    <>
      {isToEnrol(card) ? <Enrol card={card} /> : null}
      {obstacle !== null && !isToEnrol(card) ? (
        <>
          <h2>{t('worker.blocked')}</h2>
          <TroubleNote trouble={obstacle} />
        </>
      ) : null}
      {obstacle === null && card.offline === null ? <Issue {...props} /> : null}
      {obstacle === null && card.offline !== null ? <OfflineTask card={card} hours={props.hours} /> : null}
    </>
  );
}

function Enrol({ card }: { readonly card: WorkerCard }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  const order = orderFor('enrol', card);
  return (
    <div class="enrol">
      <h2>{t('worker.enrolTitle')}</h2>
      <p class="lead">{t('worker.enrolText')}</p>
      <PrinterNotes />
      <CodesLeft left={card.codesLeft} />
      <div class="issue issue--alone">
        <Button
          look="primary"
          size="large"
          icon="badge"
          testId="enrol"
          hasFocusFirst={true}
          onTap={() => {
            if (order !== null) kiosk.send({ type: 'order-asked', order });
          }}
        >
          {t('offer.enrol')}
        </Button>
      </div>
    </div>
  );
}

function Issue({ card, hours, startsAtMs }: Parameters<typeof WorkerTask>[0]) {
  const { kiosk, text } = usePage();
  const { t } = text;
  return (
    <>
      <LifetimeChoice
        hours={hours}
        fromMs={startsAtMs}
        onChoose={(chosen) => kiosk.send({ type: 'hours-chosen', hours: chosen })}
      />
      <StartChoice
        startsAtMs={startsAtMs}
        farthestMs={farthestStartMs.issue}
        onChoose={(chosen) => kiosk.send({ type: 'start-chosen', startsAtMs: chosen })}
      />
      <PrinterNotes />
      <CodesLeft left={card.codesLeft} />
      <div class="issue">
        <Button
          look="primary"
          size="large"
          icon="badge"
          testId="issue"
          hasFocusFirst={true}
          onTap={() => kiosk.send({ type: 'issue-asked' })}
        >
          {t('worker.issue')}
        </Button>
        <PreviewButton worker={card.worker} hours={hours} startsAtMs={startsAtMs} />
      </div>
    </>
  );
}

/** What the printer would make of it, said before anything is made. */
function PrinterNotes() {
  const { station, text } = usePage();
  const { t } = text;
  const printer = station?.printer ?? null;
  return (
    <>
      {printer === null || printer.state === 'ready' ? null : (
        <Note tone="warn" icon="printer" title={t(`printer.${printer.state}`)}>
          {printer.reason === null ? null : t(`reason.${printer.reason}`)}
        </Note>
      )}
      {printer?.isCodeSmall === true ? (
        <p class="small-code">
          <Icon name="info" />
          <span>
            <b>{t('worker.smallCodeTitle')}</b> {t('worker.smallCodeText')}
          </span>
        </p>
      ) : null}
    </>
  );
}
