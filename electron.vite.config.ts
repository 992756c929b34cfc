import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';

/** Native: loaded from node_modules. Everything else is bundled, which starts faster and packs nothing that is not used. */
const external = ['electron', 'better-sqlite3', /^node:/];

export default defineConfig({
  main: {
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
