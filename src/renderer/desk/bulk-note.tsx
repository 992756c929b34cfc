/** Where a supervisor lands at a desk: a bulk run that is not at its end, and the way to it. */
import { useState } from 'preact/hooks';
import { usePage } from '../context.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { stateText } from '../words/bulk-words.ts';
import { Bulk } from './bulk.tsx';

export function BulkNote() {
  const { station, text } = usePage();
  const { t } = text;
  // The run may end while it is looked at, and the note with it.
  const [isOpen, setIsOpen] = useState(false);
  const run = station?.bulkRun ?? null;
  return (
    <>
      {run === null ? null : (
        <Note
          tone={run.state === 'paused' ? 'warn' : 'calm'}
          icon="badge"
          title={t('bulk.unfinished', { done: run.printed, all: run.rows })}
          action={
            <Button testId="bulk-left" onTap={() => setIsOpen(true)}>
              {t('bulk.show')}
            </Button>
          }
        >
          {stateText(t, { ...run, leftMs: null })}
        </Note>
      )}
      {isOpen ? (
        <Dialog title={t('bulk.title')} size="wide" onClose={() => setIsOpen(false)}>
          <Bulk />
        </Dialog>
      ) : null}
    </>
  );
}
