/** A look at the badge before it is made: the picture that main lays out, with a sample in the code's place. */
import { useEffect, useState } from 'preact/hooks';
import type { Result } from '../../core/result.ts';
import type { Trouble } from '../../core/trouble.ts';
import type { BadgePreview as Picture } from '../../shared/printers.ts';
import type { WorkerSummary } from '../../shared/workers.ts';
import { usePage } from '../context.ts';
import { settled } from '../effects.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TroubleNote } from '../ui/trouble-note.tsx';
import { isolated } from '../words/i18n.ts';

interface PreviewProps {
  readonly worker: WorkerSummary;
  readonly hours: number;
  readonly startsAtMs: number | null;
}

export function PreviewButton(props: PreviewProps) {
  const { t } = usePage().text;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="large" icon="eye" testId="preview" onTap={() => setIsOpen(true)}>
        {t('preview.button')}
      </Button>
      {isOpen ? (
        <Dialog title={t('preview.title')} size="wide" onClose={() => setIsOpen(false)}>
          <BadgePreview {...props} />
        </Dialog>
      ) : null}
    </>
  );
}

function BadgePreview({ worker, hours, startsAtMs }: PreviewProps) {
  const { bridge, text } = usePage();
  const { t } = text;
  const [seen, setSeen] = useState<Result<Picture, Trouble> | null>(null);
  useEffect(() => {
    let isOpen = true;
    void settled(bridge['badge.preview']({ workerId: worker.id, hours, startsAtMs })).then((answer) => {
      if (isOpen) setSeen(answer);
    });
    return () => {
      isOpen = false;
    };
  }, [bridge, worker.id, hours, startsAtMs]);
  if (seen === null)
    return (
      <div class="preview preview--loading" role="status">
        <span class="spinner" aria-hidden="true" />
        <p>{t('preview.loading')}</p>
      </div>
    );
  if (!seen.ok) return <TroubleNote trouble={seen.error} />;
  const { pictureDataUrl, printer } = seen.value;
  return (
    <figure class="preview">
      <img
        class="preview__badge"
        data-testid="badge-preview"
        src={pictureDataUrl}
        alt={t('preview.alt', { name: isolated(worker.displayName) })}
        draggable={false}
      />
      <figcaption class="soft">{t('preview.where', { printer: isolated(printer) })}</figcaption>
    </figure>
  );
}
