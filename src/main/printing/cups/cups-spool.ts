/** The Spool port on CUPS: what its attributes and its configuration file say about how long badges stay in it. */
import { readFile } from 'node:fs/promises';
import type { SpoolFinding, SpoolView } from '../../../shared/printers.ts';
import type { Spool } from '../../paper-ports.ts';
import { parseCupsdConf, type SpoolSettings } from './cupsd-conf.ts';
import type { CupsServer, SendIpp } from './ipp.ts';
import { attribute, booleanOf, groupTags, operations, textsOf } from './ipp-message.ts';

/** What one queue answers; null where it does not. */
export interface QueueHabits {
  /** `printer-error-policy`, CUPS's own attribute. */
  readonly errorPolicy: string | null;
  /** Whether the document of any finished job is still there (CUPS's `job-preserved`). */
  readonly hasKeptFiles: boolean | null;
}

/** Of the most jobs that CUPS remembers unless it is told otherwise (`MaxJobs`). */
const mostJobs = 500;
const systemConf = '/etc/cups/cupsd.conf';

/**
 * @param confFile of the server; null when it runs elsewhere. CUPS reads it at its start: a change without a restart
 * shows too early.
 */
export function cupsSpool(send: SendIpp, queues: readonly string[], confFile: string | null): Spool {
  return {
    look: async () => {
      const settings = confFile === null ? null : await settingsIn(confFile);
      const views: SpoolView[] = [];
      for (const printer of queues) {
        const findings = findingsOf(settings, await habitsOf(send, printer));
        if (findings.length > 0) views.push({ printer, findings });
      }
      return views;
    },
  };
}

/** The file of the server, if that is the system's own on this machine: only then is it where CUPS keeps it. */
export function confFileOf(server: CupsServer): string | null {
  if ('socketPath' in server)
    return /^(\/var)?\/run\/cups\/cups\.sock$/.test(server.socketPath) ? systemConf : null;
  return /^(localhost|127\.0\.0\.1|::1)$/.test(server.host) && server.port === 631 ? systemConf : null;
}

/** The worst first. A document that is still there was kept, whatever the file says. */
export function findingsOf(settings: SpoolSettings | null, habits: QueueHabits): readonly SpoolFinding[] {
  const { errorPolicy, hasKeptFiles } = habits;
  const isUnknown = settings === null || Object.values(settings).includes(null) || errorPolicy === null;
  const table: readonly (readonly [SpoolFinding, boolean])[] = [
    ['keeps-job-files', settings?.keepsJobFiles === true || hasKeptFiles === true],
    ['retries-jobs', errorPolicy === 'retry-job' || errorPolicy === 'retry-current-job'],
    ['writes-late', settings?.writesLate === true],
    ['forgets-jobs', settings?.keepsJobHistory === false],
    ['stops-after-error', errorPolicy === 'stop-printer'],
    ['settings-unknown', isUnknown],
  ];
  return table.flatMap(([finding, isSo]) => (isSo ? [finding] : []));
}

async function settingsIn(confFile: string): Promise<SpoolSettings | null> {
  try {
    return parseCupsdConf(await readFile(confFile, 'utf8'));
  } catch (unreadable) {
    // Many systems let only root read it: then it is not known.
    if (unreadable instanceof Error && 'code' in unreadable) return null;
    throw unreadable;
  }
}

async function habitsOf(send: SendIpp, queue: string): Promise<QueueHabits> {
  const uri = `ipp://localhost/printers/${encodeURIComponent(queue)}`;
  const asked = (name: string) => [
    attribute('printer-uri', { tag: 'uri', value: uri }),
    attribute('requested-attributes', { tag: 'keyword', value: name }),
  ];
  const policy = await send({
    operation: operations.getPrinterAttributes,
    path: '/',
    attributes: asked('printer-error-policy'),
  });
  const jobs = await send({
    operation: operations.getJobs,
    path: '/',
    attributes: [
      ...asked('job-preserved'),
      attribute('limit', { tag: 'integer', value: mostJobs }),
      attribute('which-jobs', { tag: 'keyword', value: 'completed' }),
    ],
  });
  const groups = (answer: typeof jobs, wanted: number) =>
    answer.ok ? answer.value.groups.filter(({ group }) => group === wanted) : [];
  const [printer] = groups(policy, groupTags.printer);
  const kept = groups(jobs, groupTags.job).map((job) => booleanOf(job, 'job-preserved'));
  return {
    errorPolicy: textsOf(printer, 'printer-error-policy')[0] ?? null,
    hasKeptFiles: jobs.ok ? kept.includes(true) : null,
  };
}
