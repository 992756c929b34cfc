/** The journal's last lines, to look something up: read only. */
import { useEffect, useState } from 'preact/hooks';
import type { JournalEvent } from '../../core/issuance/events.ts';
import type { JournalLine } from '../../shared/issuance.ts';
import { useNow, usePage, useText } from '../context.ts';
import { settled } from '../effects.ts';
import { Note } from '../ui/card.tsx';
import { useInParts } from '../ui/in-parts.ts';
import { resources, type Text } from '../words/i18n.ts';

const limit = 50;

export function JournalLines() {
  const { bridge, text } = usePage();
  const { t } = text;
  const nowMs = useNow(60_000);
  const [lines, setLines] = useState<readonly JournalLine[] | 'reading' | 'unreadable'>('reading');
  useEffect(() => {
    let isOpen = true;
    void settled(bridge['journal.recent']({ limit })).then((read) => {
      if (isOpen) setLines(read.ok ? read.value : 'unreadable');
    });
    return () => {
      isOpen = false;
    };
  }, [bridge]);
  if (lines === 'reading') return <p class="soft">…</p>;
  if (lines === 'unreadable') return <Note tone="bad" title={t('journal.unreadable')} />;
  if (lines.length === 0) return <p class="soft">{t('journal.empty')}</p>;
  return (
    <>
      <Lines lines={lines} nowMs={nowMs} />
      <StationKey />
    </>
  );
}

function Lines({ lines, nowMs }: { readonly lines: readonly JournalLine[]; readonly nowMs: number }) {
  const text = useText();
  const { t, format } = text;
  const drawn = useInParts(lines);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <ol class="journal" tabIndex={0} aria-label={t('journal.title')}>
      {drawn.map((line) => (
        <li key={line.seq}>
          <time class="number">{format.when(line.atMs, nowMs)}</time>
          <span class="journal__event">
            {eventIn(text, line.event)}
            {line.workerName === null ? null : (
              <span class="soft">
                <bdi>{line.workerName}</bdi>
              </span>
            )}
          </span>
          <bdi class="soft">{line.actorName ?? ''}</bdi>
        </li>
      ))}
    </ol>
  );
}

/** What an auditor notes down, to know later that this station signed the journal. */
function StationKey() {
  const { station, text } = usePage();
  const { t } = text;
  const key = station?.journalKey ?? null;
  if (key === null) return null;
  return (
    <dl class="journal__key soft">
      <dt>{t('journal.key')}</dt>
      <dd class="number" dir="ltr" data-testid="journal-key">
        {key.keyId}
      </dd>
      <dt>{t('journal.wholeKey')}</dt>
      <dd dir="ltr" data-testid="journal-public-key">
        {key.publicKey}
      </dd>
    </dl>
  );
}

/** An event that a newer journal knows and this page does not is shown by its own name. */
function eventIn({ t }: Text, event: string): string {
  return Object.hasOwn(resources.en.event, event) ? t(`event.${event as JournalEvent}`) : event;
}
