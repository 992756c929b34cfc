/** What a badge says, for a printer: the same for one that is made and for one that is only looked at. */

import type { WorkerSummary } from '../../../shared/workers.ts';
import type { BadgeInput, Printer } from '../../paper-ports.ts';
import type { IssuingSettings } from '../issuing/journey.ts';

export function badgeFor(
  settings: IssuingSettings,
  printer: Printer,
  worker: WorkerSummary,
  { startsAtMs, expiresAtMs }: Pick<BadgeInput, 'startsAtMs' | 'expiresAtMs'>,
): Omit<BadgeInput, 'content' | 'errorCorrectionLevel'> {
  return {
    workerName: worker.displayName,
    employeeId: worker.employeeId,
    department: worker.department,
    startsAtMs,
    expiresAtMs,
    stationName: settings.stationName,
    site: settings.site,
    locale: settings.locale,
    timeZone: settings.timeZone,
    stock: printer.stock,
    dpi: printer.dpi,
    design: printer.design,
  };
}
