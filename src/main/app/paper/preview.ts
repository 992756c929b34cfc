/** A look at a badge before there is one: laid out for the printer that it would go to, with no code made for it. */
import type { Order } from '../../../core/issuance/order.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { BadgePreview } from '../../../shared/printers.ts';
import type { WorkerSummary } from '../../../shared/workers.ts';
import type { Previews, Printer } from '../../paper-ports.ts';
import type { IssuingSettings } from '../issuing/journey.ts';
import { windowOf } from '../issuing/lifetimes.ts';
import type { PageClock } from '../page-clock.ts';
import { badgeFor } from './badge-input.ts';
import { canPrint, choosePrinter } from './printer-choice.ts';

export interface Preview {
  /** `printer-not-ready` only where there is no printer at all: a look needs none that works. */
  picture(worker: WorkerSummary, order: Order): Promise<Result<BadgePreview, Trouble>>;
}

/** A code's content is `ms-qrpin:v1`, UPN, id and key, with strokes between: this much besides the UPN. */
const besidesUpnBytes = 218;
/** Each look costs a window; a page that asks without end must not open them without end. */
const mostAtOnce = 2;

export function createPreview(ports: {
  readonly pageClock: PageClock;
  readonly printers: readonly Printer[];
  readonly previews: Previews;
  readonly settings: IssuingSettings;
}): Preview {
  let underWay = 0;
  return {
    async picture(worker, order) {
      if (underWay >= mostAtOnce) return err(trouble('layout-failed', { detail: 'too many at once' }));
      underWay += 1;
      try {
        const { printer } = await choosePrinter(ports.printers.filter((each) => canPrint(each, 'badge')));
        if (printer === null) return err(trouble('printer-not-ready', { detail: 'other' }));
        const picture = await laidOut(ports, printer, worker, order);
        if (!picture.ok) return picture;
        const pictureDataUrl = `data:image/png;base64,${Buffer.from(picture.value).toString('base64')}`;
        return ok({ pictureDataUrl, printer: printer.name, stock: printer.stock });
      } finally {
        underWay -= 1;
      }
    },
  };
}

type Ports = Parameters<typeof createPreview>[0];

function laidOut(ports: Ports, printer: Printer, worker: WorkerSummary, order: Order) {
  const { settings } = ports;
  // The marks by which a code is known again are its own.
  const times = windowOf(order, ports.pageClock.nowMs(), { settings, random: () => 0 });
  const badge = { ...badgeFor(settings, printer, worker, times), errorCorrectionLevel: 'L' } as const;
  return ports.previews.picture(badge, besidesUpnBytes + Buffer.byteLength(worker.userPrincipalName));
}
