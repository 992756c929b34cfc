/** What an administrator should set otherwise at the station's printers. */
import { useEffect, useState } from 'preact/hooks';
import type { SpoolView } from '../../shared/printers.ts';
import { usePage, useText } from '../context.ts';
import { settled } from '../effects.ts';
import { Note } from '../ui/card.tsx';

/** Asks the print system once per opening; empty until it has answered. */
export function useSpool(isAsked: boolean): readonly SpoolView[] {
  const { bridge } = usePage();
  const [views, setViews] = useState<readonly SpoolView[]>([]);
  useEffect(() => {
    let isOpen = true;
    if (isAsked)
      void settled(bridge['spool.read'](null)).then((read) => {
        if (isOpen && read.ok) setViews(read.value);
      });
    return () => {
      isOpen = false;
    };
  }, [bridge, isAsked]);
  return views;
}

/** One note for each printer; the findings of one printer stand together. */
export function SpoolNotes({ views }: { readonly views: readonly SpoolView[] }) {
  const { t } = useText();
  return (
    <div class="menu" data-testid="spool-findings">
      {views.map(({ printer, findings }) => (
        <Note
          key={printer}
          tone={findings.every((finding) => finding === 'settings-unknown') ? 'calm' : 'warn'}
          icon="printer"
          title={<bdi>{printer}</bdi>}
        >
          {findings.map((finding) => (
            <p key={finding} data-finding={finding}>
              {t(`finding.${finding}`)}
            </p>
          ))}
        </Note>
      ))}
    </div>
  );
}
