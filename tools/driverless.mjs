/** `npm run driverless`: what the station is told by a driverless printer, CUPS's own ippeveprinter, in good order and not. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withDisplay } from './display.mjs';
import { ensureDebianPackages } from './setup/debian.mjs';
import { say } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

/** Not among those of the tests: `npm test` does without. ippeveprinter needs a bus, though no Avahi on it. */
const packages = ['cups-ipp-utils', 'dbus-daemon'];

await command(async () => {
  await ensureDebianPackages(packages);
  const { executable } = await ensureSetup('test');
  const { buildElectronProgram, runElectronProgram } = await import('./electron-program.mjs');
  const { loadTypeScript } = await import('./run-ts.mjs');
  const program = await buildElectronProgram('e2e/fidelity/press.electron.ts');
  const { cell, driverlessRound, isTrue } = await loadTypeScript('e2e/driverless/round.ts');
  const press = async (/** @type {string} */ folder) => {
    await writeFile(join(folder, 'cells.json'), JSON.stringify([cell]));
    return withDisplay((env) => runElectronProgram(executable, program, [folder], { env }));
  };
  const found = await driverlessRound(press, (/** @type {string} */ line) =>
    process.stdout.write(`${line}\n`),
  );
  const other = found.filter((/** @type {unknown} */ one) => !isTrue(one));
  say(`${found.length} faults played, ${other.length} told otherwise than they are`);
  return other.length === 0 ? 0 : 1;
});
