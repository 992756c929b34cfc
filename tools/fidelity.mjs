/** `npm run fidelity`: prints codes on every stock at every resolution and reads them back as a scanner would; then names. */
import { parseArgs } from 'node:util';
import { withDisplay } from './display.mjs';
import { Stop, say } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

await command(async () => {
  const { values } = parseArgs({
    options: { short: { type: 'boolean', default: false }, shots: { type: 'string', default: '10' } },
  });
  const shots = Number(values.shots);
  if (!Number.isInteger(shots) || shots < 1 || shots > 100)
    throw new Stop('--shots is a number from 1 to 100.');
  const { executable } = await ensureSetup('test');
  const { buildElectronProgram, runElectronProgram } = await import('./electron-program.mjs');
  const { loadTypeScript } = await import('./run-ts.mjs');
  const { fidelityOf, isFaithful, shortCells } = await loadTypeScript('e2e/fidelity/table.ts');
  const { lettersOf } = await loadTypeScript('e2e/fidelity/letters.ts');
  const pressOf = async (/** @type {string} */ file) => {
    const program = await buildElectronProgram(file);
    return (/** @type {string} */ folder) =>
      withDisplay((env) => runElectronProgram(executable, program, [folder], { env }));
  };
  const press = await pressOf('e2e/fidelity/press.electron.ts');
  const round = values.short ? { cells: shortCells, shots: 2 } : { shots };
  const found = await fidelityOf(press, (line) => process.stdout.write(`${line}\n`), round);
  const poor = found.filter((one) => !isFaithful(one));
  say(`${found.length} codes printed, ${poor.length} too small, not square, or not read as they should be`);
  const { slips, faults } = await lettersOf(await pressOf('e2e/fidelity/letters.electron.ts'));
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  say(`${slips} PIN slips printed, ${faults.length} faults in their letters`);
  return poor.length + faults.length === 0 ? 0 : 1;
});
