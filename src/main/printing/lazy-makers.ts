/** The makers of papers before the first paper: symbols, their reader and documents are loaded with it, in a turn of their own. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Makers, MakersParts } from './makers.ts';

export function createLazyMakers(parts: MakersParts): Makers {
  let loading: Promise<Makers> | null = null;
  const makers = () => {
    loading ??= load(parts);
    return loading;
  };
  return {
    badges: { render: async (badge) => (await makers()).badges.render(badge) },
    pinSlips: { render: async (slip) => (await makers()).pinSlips.render(slip) },
    testPages: { render: async (page) => (await makers()).testPages.render(page) },
    previews: { picture: async (badge, bytes) => (await makers()).previews.picture(badge, bytes) },
  };
}

async function load(parts: MakersParts): Promise<Makers> {
  await nextTurn();
  const { createMakers } = await import('./makers.ts');
  await nextTurn();
  return createMakers(parts);
}
