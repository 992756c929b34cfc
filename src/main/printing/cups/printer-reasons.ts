/** From IPP's keywords for what a printer or a job suffers from to the words the station has texts for. */
import type { PrinterReason } from '../../../shared/printers.ts';

/** The worst first: when a printer gives several reasons, the first of this list is told. */
const table: readonly (readonly [pattern: RegExp, reason: PrinterReason])[] = [
  [/^(cover|door|interlock|printhead|input-tray-.*)-open/, 'cover-open'],
  [/^(cover|interlock)-/, 'cover-open'],
  [/jam/, 'media-jam'],
  [/^(media-(empty|needed)|input-tray-missing|input-media-supply-empty)/, 'media-empty'],
  [/^(wrong-media|media-(mismatch|wrong)|input-media-\w+(-\w+)?-change)|conflict/, 'wrong-media'],
  [/^(toner|marker-supply|marker-ribbon|ink|developer)-(empty|missing)/, 'toner-empty'],
  [/^(offline|connecting-to-device|timed-out|shutdown|unreachable|stopped-partly)/, 'offline'],
  [/^(paused|moving-to-paused|hold-new-jobs)/, 'paused'],
  [/^cups-(missing|insecure)-filter/, 'filter-error'],
  [/^(media-low|input-media-supply-low)/, 'media-low'],
  [/^(toner|marker-supply|marker-ribbon|ink|developer)/, 'toner-low'],
];

/** What a printer says while all is well, and CUPS's notes to itself. */
const harmless =
  /^(none$|cups-|com\.|job-|.*-(life-almost-over|almost-full)$|warming-up|power-up|resuming|sleep|deactivated$|standby)/;

/** `media-empty-error` and `media-empty-report` are the same fact: RFC 8011 section 5.4.12's severities are cut off. */
function bare(keyword: string): string {
  return keyword.replace(/-(error|warning|report)$/, '');
}

/** The worst of a printer's `printer-state-reasons`; null when none of them matters. */
export function reasonOf(keywords: readonly string[]): PrinterReason | null {
  const words = keywords.map(bare);
  for (const [pattern, reason] of table) if (words.some((word) => pattern.test(word))) return reason;
  return words.some((word) => !harmless.test(word)) ? 'other' : null;
}

/** The first fitting: `job-state-reasons` of RFC 8011 section 5.3.8, with and without `job-`, and those of CUPS. */
const jobTable: readonly (readonly [pattern: RegExp, reason: PrinterReason])[] = [
  [/^(cups-)?(job-)?held-for-auth|authentication/, 'auth-required'],
  [
    /^(document-(format|unprintable|access|password|security)|unsupported-(compression|document)|compression-error|job-transforming-failed)/,
    'filter-error',
  ],
  [/^(job-)?canceled-at-device/, 'canceled-at-printer'],
  [/^(job-)?canceled-by-/, 'canceled-in-queue'],
  [/^(job-)?canceled-after-timeout/, 'timeout'],
  [/^resources-are-not-ready/, 'wrong-media'],
  [/^printer-stopped/, 'paused'],
];

/** Why a job stands still or ended without a badge, by its `job-state-reasons`; null when they do not tell. */
export function jobReasonOf(keywords: readonly string[]): PrinterReason | null {
  return jobTable.find(([pattern]) => keywords.some((word) => pattern.test(word)))?.[1] ?? null;
}
