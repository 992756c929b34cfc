/** How a bulk run stands, in words. */
import { troubleKinds } from '../../core/trouble.ts';
import type { BulkGlance, BulkPause, BulkRunView } from '../../shared/bulk.ts';
import type { Text } from './i18n.ts';

type T = Text['t'];

/** With an estimate where there is one. */
export function stateText(
  t: T,
  { state, pausedBy, leftMs, rows, printed }: BulkGlance & Pick<BulkRunView, 'leftMs'>,
): string {
  if (state === 'running' && leftMs !== null)
    return t('bulk.left', { minutes: Math.max(1, Math.ceil(leftMs / 60_000)) });
  if (state !== 'paused' || pausedBy === null) return t(`bulk.state.${state}`);
  // Whatever paused it: there is nothing left to begin.
  return pauseText(t, printed === rows ? 'finished' : pausedBy);
}

function pauseText(t: T, pausedBy: BulkPause): string {
  const kind = troubleKinds.find((known) => known === pausedBy);
  if (kind !== undefined && kind !== 'interrupted')
    return t('bulk.stopped', { why: t(`trouble.${kind}.title`) });
  return t(`bulk.pausedBy.${pausedBy as 'asked' | 'interrupted' | 'printers' | 'finished'}`);
}
