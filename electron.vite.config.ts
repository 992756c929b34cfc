import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

/** Native: loaded from node_modules. Everything else is bundled, which starts faster and packs nothing that is not used. */
const external = ['electron', 'better-sqlite3', /^node:/];

/** Writes down which packages the part's code and files come from: `npm run package` makes the bill of materials of it. */
function listPackages(): Plugin {
  return {
    name: 'list-packages',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).flatMap((one) =>
        one.type === 'chunk'
          ? Object.keys(one.modules).filter((id) => (one.modules[id]?.renderedLength ?? 0) > 0)
          : one.originalFileNames,
      );
      const names = files.map((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
      const sorted = [...new Set(names)].filter((name) => name !== undefined).sort();
      this.emitFile({ type: 'asset', fileName: 'packages.json', source: JSON.stringify(sorted) });
    },
  };
}

export default defineConfig({
  main: {
    plugins: [listPackages()],
    resolve: { alias: { jsonwebtoken: resolve('src/main/auth/no-client-assertion.ts') } },
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      // CommonJS: loaded in one go before Electron is ready, which schemes and locks need.
      rollupOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          'workers-thread': resolve('src/main/workers-thread.ts'),
        },
        external,
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  },
  preload: {
    plugins: [listPackages()],
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      // A sandboxed preload cannot be an ES module.
      rollupOptions: {
        input: { kiosk: resolve('src/preload/kiosk.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [listPackages()],
    base: './',
    build: {
      outDir: 'out/renderer',
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: resolve('src/renderer/index.html') },
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  },
});
