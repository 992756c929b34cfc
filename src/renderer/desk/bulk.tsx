/** Badges for a whole shift: whom, what is wrong with which row, and how far the run is. */
import { useCallback, useState } from 'preact/hooks';
import type { Result } from '../../core/result.ts';
import type { Trouble } from '../../core/trouble.ts';
import type { Bridge } from '../../shared/api.ts';
import type { BulkView } from '../../shared/bulk.ts';
import { usePage } from '../context.ts';
import { settled } from '../effects.ts';
import { Button } from '../ui/button.tsx';
import { TroubleNote } from '../ui/trouble-note.tsx';
import type { Act } from './act.ts';
import { BulkCheckReport } from './bulk-check-report.tsx';
import { BulkProgress } from './bulk-progress.tsx';
import { BulkSourceChoice } from './bulk-source.tsx';
import { useReadAgain } from './read-again.ts';

export function Bulk() {
  const { t } = usePage().text;
  const read = useReadAgain(readBulk);
  const [refused, setRefused] = useState<Trouble | null>(null);
  const [isNew, setIsNew] = useState(false);
  const act: Act = useCallback((call) => {
    setRefused(null);
    void settled(call).then((done) => {
      if (!done.ok) setRefused(done.error);
    });
  }, []);
  if (read === null)
    return (
      <p class="soft" role="status">
        {t('bulk.reading')}
      </p>
    );
  if (!read.ok) return <TroubleNote trouble={read.error} />;
  const { run, check, lists } = read.value;
  const isOver = run === null || (run.state === 'ended' && isNew);
  return (
    <div class="bulk">
      {refused === null ? null : <TroubleNote trouble={refused} />}
      {run === null || isOver || check !== null ? null : <BulkProgress run={run} act={act} />}
      {run?.state === 'ended' && !isNew && check === null ? (
        <Button icon="list" testId="bulk-new" onTap={() => setIsNew(true)}>
          {t('bulk.new')}
        </Button>
      ) : null}
      {check === null && isOver ? <BulkSourceChoice lists={lists} act={act} /> : null}
      {check === null ? null : <BulkCheckReport check={check} lists={lists} act={act} />}
    </div>
  );
}

function readBulk(bridge: Bridge): Promise<Result<BulkView, Trouble>> {
  return settled(bridge['bulk.read'](null));
}
