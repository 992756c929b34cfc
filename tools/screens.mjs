/** `npm run screens [-- --walk NAME] [--locale en] [--out DIR] [--sizes 1024x600,…]`: pictures of every screen of the real app. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './build.mjs';
import { withDisplay } from './display.mjs';
import { walks, walkThrough } from './screens/walks.mjs';
import { root, say } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

const languages = [
  {
    locale: 'en',
    looks: [
      { folder: 'light', colorScheme: 'light' },
      { folder: 'dark', colorScheme: 'dark' },
    ],
  },
  { locale: 'ar', looks: [{ folder: 'arabic', colorScheme: 'light' }] },
];
/** With `--sizes` also PNG files that say their size, for a close look. */
const { values: options } = parseArgs({
  options: {
    walk: { type: 'string', multiple: true, default: Object.keys(walks) },
    locale: { type: 'string', multiple: true, default: languages.map(({ locale }) => locale) },
    out: { type: 'string', default: join(root, 'docs/screens') },
    sizes: { type: 'string' },
  },
});

await command(async () => {
  await ensureSetup('test');
  await ensureBuild();
  for (const language of languages.filter(({ locale }) => options.locale.includes(locale)))
    for (const walk of options.walk) {
      await withDisplay((env) => walkThrough(env, walk, language.locale, taken(language.looks)));
      say(`${language.looks.map(({ folder }) => folder).join(', ')}: ${walk} done`);
    }
  return 0;
});

function taken(looks) {
  return { out: resolve(options.out), sizes: options.sizes?.split(',') ?? [], looks };
}
