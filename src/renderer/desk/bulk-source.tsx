/** Whom a run is for: a file, dragged in or chosen, or a list that the config names. */
import { useState } from 'preact/hooks';
import { mostCharacters } from '../../core/bulk/csv.ts';
import { usePage } from '../context.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Act } from './act.ts';

/** What is not UTF-8 becomes a sign by which the check knows it. What is larger than any table is not even read. */
async function textOf(file: File): Promise<string> {
  if (file.size > mostCharacters) return ' '.repeat(mostCharacters + 1);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer());
}

export function BulkSourceChoice(props: { readonly lists: readonly string[]; readonly act: Act }) {
  const { bridge, text } = usePage();
  const { t } = text;
  const { lists, act } = props;
  const [isOver, setIsOver] = useState(false);
  const take = (file: File | undefined) => {
    setIsOver(false);
    if (file !== undefined) act(textOf(file).then((csv) => bridge['bulk.check']({ from: 'csv', text: csv })));
  };
  return (
    <div class="bulk__sources">
      <p class="soft">{t('bulk.text')}</p>
      <label
        class={isOver ? 'bulk__drop bulk__drop--over' : 'bulk__drop'}
        data-testid="bulk-drop"
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          take(event.dataTransfer?.files[0]);
        }}
      >
        <Icon name="list" />
        <span class="bulk__drop-title">{t('bulk.drop')}</span>
        <span class="soft">{t('bulk.columns')}</span>
        <input
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          class="bulk__file"
          data-testid="bulk-file"
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            // The same file, put right, may be chosen again.
            event.currentTarget.value = '';
          }}
        />
      </label>
      {lists.length === 0 ? null : (
        <section class="bulk__lists">
          <h3>{t('bulk.lists')}</h3>
          <div class="answers">
            {lists.map((name, place) => (
              <Button
                key={place}
                icon="person"
                testId="bulk-list"
                onTap={() => act(bridge['bulk.check']({ from: 'list', place }))}
              >
                <bdi>{name}</bdi>
              </Button>
            ))}
          </div>
        </section>
      )}
    </div>
  );
}
