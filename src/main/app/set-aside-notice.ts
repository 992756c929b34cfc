/** A damaged journal that was set aside at a start: told to every supervisor until one says to have read it. */
import { setAsideSeen, stationDraft } from '../../core/journal/checkpoints.ts';
import type { Actor } from '../../core/journal/entry.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Trouble } from '../../core/trouble.ts';
import type { Journal } from '../ports.ts';

export interface SetAsideNotice {
  /** The name under which the file is kept, or null: nothing to tell. */
  file(): string | null;
  /** Journals who has read it. A `disk` trouble leaves the notice standing. */
  seen(actor: Actor): Result<null, Trouble>;
}

/** @param announce tells the page that the notice is gone */
export function createSetAsideNotice(
  journal: Journal,
  setAside: string | null,
  announce: () => void,
): SetAsideNotice {
  let file = setAside;
  return {
    file: () => file,
    seen(actor) {
      if (file === null) return ok(null);
      const detail = { reason: setAsideSeen, previousFile: file };
      const written = journal.append({ ...stationDraft('settings-changed', detail), actor });
      if (!written.ok) return written;
      file = null;
      announce();
      return ok(null);
    },
  };
}
