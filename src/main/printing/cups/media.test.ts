import { describe, expect, it } from 'vitest';
import { pageSize, pagesLike } from '../../../core/badge/stock.ts';
import { chooseMedia, mediaSize } from './media.ts';
import { reasonOf } from './printer-reasons.ts';

const range = ['custom_min_0.5x0.5in', 'custom_max_4.16x27.78in'];

describe('choosing a medium', () => {
  it.each([
    [
      'the name of the stock’s size',
      'sheet-a4',
      ['na_letter_8.5x11in', 'iso_a4_210x297mm'],
      'iso_a4_210x297mm',
    ],
    ['a name in inches', 'sheet-letter', ['na_letter_8.5x11in'], 'na_letter_8.5x11in'],
    ['a size within half a millimetre', 'label-62mm', ['om_label_61.98x99.81mm'], 'om_label_61.98x99.81mm'],
    ['the closest of two', 'label-62mm', ['om_a_62.4x100mm', 'om_b_62x100mm'], 'om_b_62x100mm'],
    [
      'the card standing where it is not listed lying',
      'card-cr80',
      ['iso_id-1_53.98x85.6mm'],
      'iso_id-1_53.98x85.6mm',
    ],
    [
      'the card lying where both are listed',
      'card-cr80',
      ['iso_id-1_53.98x85.6mm', 'custom_l_85.6x53.98mm'],
      'custom_l_85.6x53.98mm',
    ],
    ['a custom size within the queue’s range', 'label-2x2in', range, 'custom_50.8x50.8mm_50.8x50.8mm'],
    ['the receipt paper by its width', 'receipt-80mm', ['om_r_72x100mm', 'om_r_80x100mm'], 'om_r_80x100mm'],
    ['the receipt paper by what can be printed of it', 'receipt-80mm', ['om_r_72x100mm'], 'om_r_72x100mm'],
    [
      'a length of its own off a receipt roll of 72 mm',
      'receipt-80mm',
      ['custom_min_25x25mm', 'custom_max_72x2000mm'],
      'custom_72x100mm_72x100mm',
    ],
    ['none where no size fits', 'card-cr80', ['iso_a4_210x297mm', 'na_letter_8.5x11in'], null],
    ['none where the range is too small', 'sheet-a4', range, null],
    ['none from names that tell no size', 'sheet-a4', ['default', 'A4', 'iso_a4_0x0', 'x_9e9x1mm'], null],
    ['none from an empty list', 'sheet-a4', [], null],
  ] as const)('takes %s', (_title, stock, supported, expected) => {
    expect(chooseMedia(null, pagesLike(stock, pageSize(stock)), supported)).toBe(expected);
  });

  it('takes the configured medium only if the queue has it', () => {
    const page = [pageSize('label-62mm')];
    expect(chooseMedia('om_x_62x100mm', page, ['om_x_62x100mm'])).toBe('om_x_62x100mm');
    expect(chooseMedia('om_x_62x100mm', page, ['iso_a4_210x297mm'])).toBeNull();
    expect(chooseMedia('custom_x_62x100mm', page, range)).toBe('custom_x_62x100mm');
    expect(chooseMedia('custom_x_300x300mm', page, range)).toBeNull();
  });

  it('reads the size out of a self-describing name', () => {
    expect(mediaSize('na_letter_8.5x11in')).toEqual({
      widthMm: expect.closeTo(215.9, 6),
      heightMm: expect.closeTo(279.4, 6),
    });
    expect(mediaSize('na_letter')).toBeNull();
  });
});

describe('a printer’s reasons', () => {
  it.each([
    [['none'], null],
    [[], null],
    [['media-empty-error'], 'media-empty'],
    [['media-needed'], 'media-empty'],
    [['media-low-warning'], 'media-low'],
    [['media-jam-error', 'media-low-report'], 'media-jam'],
    [['door-open-error'], 'cover-open'],
    [['cover-open-report'], 'cover-open'],
    [['offline-report'], 'offline'],
    [['marker-ribbon-empty-error'], 'toner-empty'],
    [['toner-low-warning'], 'toner-low'],
    [['paused'], 'paused'],
    [['cups-waiting-for-job-completed'], null],
    [['cups-missing-filter-warning'], 'filter-error'],
    [['wrong-media-size-error'], 'wrong-media'],
    [['marker-waste-full'], 'other'],
    [['fuser-over-temp-error'], 'other'],
    [['<script>'], 'other'],
  ] as const)('%j is %s', (keywords, reason) => {
    expect(reasonOf(keywords)).toBe(reason);
  });
});
