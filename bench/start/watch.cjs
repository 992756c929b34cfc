/**
 * Watches an Electron application from outside (`NODE_OPTIONS=--require`), the bare one and ours alike: tells on standard
 * error when the first usable screen is painted in a shown window, by the page's own clock. Nothing of it is in the product.
 */
const Module = require('node:module');

/** Both sides' sign of a usable screen, then two frames: the first begins to paint it, the second finds it painted. */
const painted = `new Promise((done) => {
  const frame = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.timeOrigin + performance.now())));
  const look = () => document.querySelector('#line, [data-testid="sign-in"]:not(:disabled)') !== null && (seen.disconnect(), frame());
  const seen = new MutationObserver(look);
  seen.observe(document, { subtree: true, childList: true, attributes: true });
  look();
})`;

function watch(app) {
  app.once('browser-window-created', (_event, window) => {
    const shown = new Promise((done) => {
      if (window.isVisible()) done(Date.now());
      else window.once('show', () => done(Date.now()));
    });
    window.webContents.once('dom-ready', async () => {
      const paintedAtMs = await window.webContents.mainFrame.executeJavaScript(painted);
      process.stderr.write(`usable ${Math.max(paintedAtMs, await shown)}\n`);
    });
  });
}

// Electron is not there yet when this is loaded: it is as soon as the application itself asks for it.
const load = Module._load;
Module._load = (request, ...rest) => {
  const loaded = load(request, ...rest);
  if (request === 'electron') {
    Module._load = load;
    watch(loaded.app);
  }
  return loaded;
};
