/** The station's own schemes: of the page's files, and of what is laid out for paper with its fonts. */
import { protocol } from 'electron';
import { paperScheme } from '../printing/paper/paper-fonts.ts';

/** Must run before Electron is ready, and once: a second call would forget the schemes of the first. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } },
    // A font is fetched with CORS, which only privileged schemes can answer.
    { scheme: paperScheme, privileges: { standard: true, secure: true, corsEnabled: true } },
  ]);
}
