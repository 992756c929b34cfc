/** The job is at the printer: followed to its end, and not called printed before a person says so. */

import { usePage } from '../context.ts';
import type { At } from '../page-data.ts';
import { PrinterPicture } from '../ui/brand.tsx';
import { Filled, gap, Name } from '../ui/filled.tsx';
import { Steps } from '../ui/steps.tsx';
import { isolated } from '../words/i18n.ts';
import { subjectOf } from '../words/orders.ts';

const stay = { badge: 'printing.text', slip: 'printing.slipText', both: 'printing.bothText' } as const;

export function PrintingScreen({ state }: { readonly state: At<'printing'> }) {
  const { t } = usePage().text;
  const { view } = state.watch;
  const paper = view.paper ?? view.papers[0] ?? 'badge';
  return (
    <div class="work">
      <div class="work__about">
        <PrinterPicture />
        <div role="status">
          <h1>
            <Filled sentence={t(`printing.${paper}`, { name: gap })}>
              <Name>{view.worker.displayName}</Name>
            </Filled>
          </h1>
        </div>
        <p class="lead">
          {view.printer === null ? null : t('printing.on', { printer: isolated(view.printer) })}
        </p>
        <p>{t(stay[subjectOf(view.order)])}</p>
      </div>
      <Steps order={view.order} now={view.step} done={view.done} isReplacement={view.isReplacement} />
    </div>
  );
}
