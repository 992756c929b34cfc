/** What is laid out, as words instead of pages; whoever makes one hears what was on it. */
import { pageSize } from '../core/badge/stock.ts';
import { designPage } from '../core/badge/template.ts';
import { pinSlipLayout } from '../core/paper/pin-slip-layout.ts';
import { err, ok } from '../core/result.ts';
import { trouble } from '../core/trouble.ts';
import type { BadgeInput, Badges, PinSlips } from '../main/paper-ports.ts';

export function badgesInto(rendered: BadgeInput[]): Badges {
  return {
    render: async (badge) => {
      rendered.push(badge);
      return ok(new TextEncoder().encode(`badge of ${badge.workerName} until ${badge.expiresAtMs}`));
    },
  };
}

export function pinSlipsInto(slips: string[]): PinSlips {
  return {
    render: async ({ pin, workerName, stock, design }) => {
      const page = design === undefined ? pageSize(stock) : designPage(design);
      if (pinSlipLayout(stock, 'ltr', page) === null) return err(trouble('layout-failed'));
      slips.push(new TextDecoder().decode(pin));
      return ok(new TextEncoder().encode(`slip of ${workerName}, ${page.heightMm} mm`));
    },
  };
}
