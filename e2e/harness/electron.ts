/** The built app in the Electron under test, with Playwright's debugger on it. */
import path from 'node:path';
import { type ElectronApplication, _electron as electron } from '@playwright/test';

const projectFolder = path.resolve(import.meta.dirname, '../..');

export function electronExecutable(): string {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (folder === undefined)
    throw new Error('ELECTRON_OVERRIDE_DIST_PATH names the Electron to test; `npm test` sets it');
  return path.join(folder, 'electron');
}

/** Electron's arguments before the app's own. Only fatal complaints are let through: there is no D-Bus here. */
export function electronArgs(): readonly string[] {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...sandbox, '--log-level=3', projectFolder];
}

/**
 * Starts the built app. About one start in a hundred of the Electron from the registry dies or hangs while the
 * debugger attaches, before any code of ours has run; that one is said and tried once more.
 */
export async function launchElectron(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ElectronApplication> {
  try {
    return await launchOnce(args, env);
  } catch (failed) {
    const why = failed instanceof Error ? failed.message.split('\n')[0] : String(failed);
    process.stderr.write(`Electron did not start under the debugger (${why}); trying once more\n`);
    return launchOnce(args, env);
  }
}

/**
 * The debugger breaks into whatever the main process does. Within Node's own handling of its timers, a timer that is
 * set leaves every timer of that process dead: seen after 40 and after 126 evaluations in a process that kept setting
 * timers, and in none of 3,598 that waited as here until a turn of their own.
 */
export function inTurn<App extends Pick<ElectronApplication, 'evaluate'>>(app: App): App {
  const evaluate = app.evaluate.bind(app);
  // Playwright sends what a function is written as.
  app.evaluate = ((run: unknown, given: unknown) => {
    const written = `async (...given) => { await null; return (${String(run)})(...given); }`;
    return evaluate(
      Object.assign(() => undefined, { toString: () => written }),
      given,
    );
  }) as typeof app.evaluate;
  return app;
}

/**
 * Without a path to the executable Playwright asks the electron package for it and holds the app's `ready` back
 * until it is connected; with one, a window that opens meanwhile can leave it waiting for ever.
 */
async function launchOnce(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ElectronApplication> {
  const app = await electron.launch({
    args: [...electronArgs(), ...args],
    env: { ...process.env, ...env } as Record<string, string>,
    cwd: projectFolder,
    timeout: 20_000,
  });
  return inTurn(app);
}
