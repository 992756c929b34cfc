/** What a page may do, whoever made it: one set of preferences for every page of the station. A window may only add to it. */

/**
 * Pickers that scripts can open, of files and of colours (which takes the next tap for itself). `<input type=file>` needs
 * `refuseFileDialogs` besides.
 */
const refusedFeatures = ['FileSystemAccess', 'FileSystemAccessLocal', 'EyeDropperAPI'];

export const lockedPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  devTools: false,
  spellcheck: false,
  disableDialogs: true,
  safeDialogs: true,
  navigateOnDragDrop: false,
  enableWebSQL: false,
  disableBlinkFeatures: refusedFeatures.join(','),
};
