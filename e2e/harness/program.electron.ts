/** The frame of a program that runs in Electron's main process without a window of its own. */
import { app } from 'electron';
import { registerSchemes } from '../../src/main/shell/schemes.electron.ts';

/** Runs `main` with the last argument of the command line and ends with 0, or with 1 and what it threw. */
export function runProgram(main: (argument: string) => Promise<void>): void {
  registerSchemes();
  app.on('window-all-closed', () => {});
  app
    .whenReady()
    .then(() => main(process.argv.at(-1) ?? ''))
    .then(
      () => app.exit(0),
      (failed: unknown) => {
        process.stderr.write(`${String(failed)}\n`);
        app.exit(1);
      },
    );
}
