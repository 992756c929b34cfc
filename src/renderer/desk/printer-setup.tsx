/** The set-up page of a desk: every printer of the config as it is now, and the queues that there are. */
import type { Bridge } from '../../shared/api.ts';
import { useText } from '../context.ts';
import { settled } from '../effects.ts';
import { TroubleNote } from '../ui/trouble-note.tsx';
import { PrinterRow } from './printer-row.tsx';
import { useReadAgain } from './read-again.ts';

const askSetup = (bridge: Bridge) => settled(bridge['printers.read'](null));

/** A printer that was just switched on is seen while somebody still looks. */
const readEveryMs = 2_000;

export function PrinterSetup() {
  const { t } = useText();
  const read = useReadAgain(askSetup, readEveryMs);
  if (read === null)
    return (
      <p class="soft" role="status">
        {t('printerSetup.reading')}
      </p>
    );
  if (!read.ok) return <TroubleNote trouble={read.error} />;
  const { printers, queues } = read.value;
  const inUse = printers.findIndex((printer) => printer.state !== 'offline');
  return (
    <div class="printer-setup" data-testid="printer-setup">
      <p class="soft">{t('printerSetup.text')}</p>
      <ol class="printer-setup__list">
        {printers.map((printer, place) => (
          <PrinterRow key={place} printer={printer} place={place} isInUse={place === inUse} />
        ))}
      </ol>
      <Queues queues={queues} used={printers.map(({ name }) => name)} />
    </div>
  );
}

function Queues(props: { readonly queues: readonly string[] | null; readonly used: readonly string[] }) {
  const { t } = useText();
  const { queues, used } = props;
  return (
    <section class="queues" data-testid="print-queues">
      <h3>{t('printerSetup.queues')}</h3>
      {queues === null ? <p class="soft">{t('printerSetup.queuesUnread')}</p> : null}
      {queues?.length === 0 ? <p class="soft">{t('printerSetup.queuesNone')}</p> : null}
      {queues === null || queues.length === 0 ? null : (
        <ul class="queues__names">
          {queues.map((name) => (
            <li key={name} data-testid="print-queue">
              <bdi>{name}</bdi>
              {used.includes(name) ? <span class="soft"> · {t('printerSetup.queueUsed')}</span> : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
