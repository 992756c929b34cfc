/** The job is at the printer: followed to its end, and not called printed before a person says so. */

import { usePage } from '../context.ts';
import { isolated } from '../i18n.ts';
import type { At } from '../page-data.ts';
import { PrinterPicture } from '../ui/brand.tsx';
import { Filled, gap, Name } from '../ui/filled.tsx';
import { Steps } from '../ui/steps.tsx';

export function PrintingScreen({ state }: { readonly state: At<'printing'> }) {
  const { t } = usePage().text;
  const { view } = state.watch;
  return (
    <div class="work">
      <div class="work__about">
        <PrinterPicture />
        <div role="status">
          <h1>
            <Filled sentence={t('printing.title', { name: gap })}>
              <Name>{view.worker.displayName}</Name>
            </Filled>
          </h1>
        </div>
        <p class="lead">
          {view.printer === null ? null : t('printing.on', { printer: isolated(view.printer) })}
        </p>
        <p>{t('printing.text')}</p>
      </div>
      <Steps now={view.step} done={view.done} isReplacement={view.isReplacement} />
    </div>
  );
}
