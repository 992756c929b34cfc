/** Runs in a child process with the fault shim preloaded. */
import { loadTypeScript } from '../../../tools/run-ts.mjs';

const { main } = await loadTypeScript('src/testing/io-fault/play.ts');
process.exitCode = main(process.argv.slice(2));
