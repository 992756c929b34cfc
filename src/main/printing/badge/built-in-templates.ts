/** The templates that come with the station: the same JSON, read by the same schema, as an administrator's own. */
import cardCr80 from '../../../../resources/templates/card-cr80.json' with { type: 'json' };
import label2x2in from '../../../../resources/templates/label-2x2in.json' with { type: 'json' };
import label4x3in from '../../../../resources/templates/label-4x3in.json' with { type: 'json' };
import label62mm from '../../../../resources/templates/label-62mm.json' with { type: 'json' };
import receipt80mm from '../../../../resources/templates/receipt-80mm.json' with { type: 'json' };
import type { Stock } from '../../../core/badge/stock.ts';
import type { CardsPerSheet, Design, Template } from '../../../core/badge/template.ts';
import { templateSchema } from './template-schema.ts';

const sources: Readonly<Record<Stock, unknown>> = {
  'card-cr80': cardCr80,
  'label-62mm': label62mm,
  'label-4x3in': label4x3in,
  'label-2x2in': label2x2in,
  'receipt-80mm': receipt80mm,
  // A card on office paper is laid out like one of plastic.
  'sheet-a4': { ...cardCr80, stock: 'sheet-a4' },
  'sheet-letter': { ...cardCr80, stock: 'sheet-letter' },
};
const read = new Map<Stock, Template>();

export function builtInTemplate(stock: Stock): Template {
  const known = read.get(stock);
  if (known !== undefined) return known;
  const { template } = templateSchema.parse(sources[stock]);
  read.set(stock, template);
  return template;
}

/** What a printer's badges look like where its config names no template. */
export function builtInDesign(stock: Stock, cardsPerSheet: CardsPerSheet = 1): Design {
  return { template: builtInTemplate(stock), cardsPerSheet };
}
