/** How the printer that the badge was sent to stands at this moment: what to look at before choosing again. */
import type { PrinterReason, PrinterState, PrinterView } from '../../shared/printers.ts';
import { useText } from '../context.ts';
import { Note } from '../ui/card.tsx';
import type { Tone } from '../ui/status-pill.tsx';
import { isolated } from '../words/i18n.ts';

const tones: Readonly<Record<PrinterState, Tone>> = { ready: 'calm', attention: 'warn', offline: 'bad' };

/** @param props.told the reason that already stands on the screen: it is not said twice */
export function PrinterNow(props: { readonly printer: PrinterView; readonly told: PrinterReason | null }) {
  const { t } = useText();
  const { name, state, reason } = props.printer;
  return (
    <div class="printer-now" role="status" data-testid="printer-now" data-printer={name} data-state={state}>
      <Note
        tone={tones[state]}
        icon="printer"
        title={`${isolated(name)} · ${t(`printer.${state}`)}`}
        {...(reason === null || reason === props.told ? {} : { children: t(`reason.${reason}`) })}
      />
    </div>
  );
}
