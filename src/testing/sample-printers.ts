/** Printers as the set-up page meets them, for showing it without a main process. */
import type { BadgePreview, PrinterSetupView } from '../shared/printers.ts';

export function sampleSetup(): PrinterSetupView {
  const zebra = { stock: 'label-62mm', dpi: 300, isFolder: false, isCodeSmall: false, test: null } as const;
  return {
    printers: [
      {
        ...zebra,
        name: 'Zebra-1',
        state: 'offline',
        reason: 'paused',
        media: 'om_label_62x100mm',
      },
      {
        ...zebra,
        name: 'Zebra-2',
        state: 'ready',
        reason: null,
        media: 'om_label_62x100mm',
      },
    ],
    queues: ['Zebra-1', 'Zebra-2', 'Office'],
  };
}

/** One transparent pixel. */
export function samplePreview(): BadgePreview {
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return { pictureDataUrl: `data:image/png;base64,${pixel}`, printer: 'Zebra-1', stock: 'label-62mm' };
}
