/** The makers of papers before the first paper: symbols, their reader and documents are loaded with it. */
import type { Makers, MakersParts } from './makers.ts';

export function createLazyMakers(parts: MakersParts): Makers {
  let loading: Promise<Makers> | null = null;
  const makers = () => {
    loading ??= import('./makers.ts').then(({ createMakers }) => createMakers(parts));
    return loading;
  };
  return {
    badges: { render: async (badge) => (await makers()).badges.render(badge) },
    pinSlips: { render: async (slip) => (await makers()).pinSlips.render(slip) },
    testPages: { render: async (page) => (await makers()).testPages.render(page) },
    previews: { picture: async (badge, bytes) => (await makers()).previews.picture(badge, bytes) },
  };
}
