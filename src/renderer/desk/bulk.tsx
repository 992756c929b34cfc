/** Badges for a whole shift: whom, what is wrong with which row, and how far the run is. */
import { useEffect, useState } from 'preact/hooks';
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

export function Bulk() {
  const { bridge, text } = usePage();
  const { t } = text;
  const read = useBulk(bridge);
  const [refused, setRefused] = useState<Trouble | null>(null);
  const [isNew, setIsNew] = useState(false);
  const act: Act = (call) => {
    setRefused(null);
    void settled(call).then((done) => {
      if (!done.ok) setRefused(done.error);
    });
  };
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

/** Null until the first answer; read again on each news of the station, one read at a time. */
function useBulk(bridge: Bridge): Result<BulkView, Trouble> | null {
  const [answer, setAnswer] = useState<Result<BulkView, Trouble> | null>(null);
  useEffect(() => {
    let isOpen = true;
    let isReading = false;
    let isAskedAgain = false;
    const read = () => {
      isAskedAgain = isReading;
      if (isReading) return;
      isReading = true;
      void settled(bridge['bulk.read'](null)).then((next) => {
        isReading = false;
        if (!isOpen) return;
        setAnswer(next);
        if (isAskedAgain) read();
      });
    };
    read();
    const unsubscribe = bridge.onChange(read);
    return () => {
      isOpen = false;
      unsubscribe();
    };
  }, [bridge]);
  return answer;
}
