/** The one worker whom a row names: the station's own list knows at once who it is, the service how things stand now. */
import type { NamedWorker } from '../../../core/bulk/people.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { FoundWorker, WorkerSummary } from '../../../shared/workers.ts';
import type { Directory, WorkerCache } from '../../ports.ts';

const hits = 10;

export async function findNamed(
  { directory, cache }: { readonly directory: Directory; readonly cache: WorkerCache | null },
  named: NamedWorker,
): Promise<Result<WorkerSummary, Trouble | 'several-workers'>> {
  const wanted = named.by === 'upn' ? { upn: named.text } : { numbers: [named.text] };
  const listed = await cache?.exactly(wanted);
  const known = listed?.ok === true ? exact(listed.value, named) : [];
  const [only] = known;
  if (only !== undefined && known.length === 1) {
    const fresh = await directory.worker(only.id);
    // Whoever was listed may be gone, and the number somebody else's now.
    if (!fresh.ok || exact([fresh.value], named).length === 1) return fresh;
  }
  if (named.by === 'upn') return directory.worker(named.text);
  const found = await directory.findWorkers(named.text, hits);
  if (!found.ok) return found;
  const fitting = exact(found.value, named);
  const [first] = fitting;
  if (first === undefined) return err(trouble('no-such-worker'));
  return fitting.length === 1 ? ok(first) : err('several-workers');
}

/** Never who is merely alike, nor whose card has this number: a digit wrong is somebody else. */
function exact(workers: readonly FoundWorker[], { by, text }: NamedWorker): readonly FoundWorker[] {
  const wanted = text.toLowerCase();
  return workers.filter((worker) => {
    const own = by === 'upn' ? worker.userPrincipalName : worker.employeeId;
    return worker.isRemoved !== true && own?.toLowerCase() === wanted;
  });
}
