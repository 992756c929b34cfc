/** How many codes the supervisor can still make before signing in once more; said only once they are few. */
import { useText } from '../context.ts';
import { Note } from '../ui/card.tsx';

export function CodesLeft({ left }: { readonly left: number | null }) {
  const { t } = useText();
  if (left === null) return null;
  const title = left === 0 ? t('worker.codesUsedUp') : t('worker.codesLeft', { count: left });
  return (
    <div role="status" data-testid="codes-left" data-left={left}>
      <Note tone="warn" icon="person" title={title} />
    </div>
  );
}
