/** `npm run fidelity`: prints codes on every stock at every resolution, and reads them back as a scanner would see them. */
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
  const program = await buildElectronProgram('e2e/fidelity/press.electron.ts');
  const { fidelityOf, isFaithful, shortCells } = await loadTypeScript('e2e/fidelity/table.ts');
  const press = (folder) => withDisplay((env) => runElectronProgram(executable, program, [folder], { env }));
  const round = values.short ? { cells: shortCells, shots: 2 } : { shots };
  const found = await fidelityOf(press, (line) => process.stdout.write(`${line}\n`), round);
  const poor = found.filter((one) => !isFaithful(one));
  say(`${found.length} codes printed, ${poor.length} too small, not square, or not read as they should be`);
  return poor.length === 0 ? 0 : 1;
});
