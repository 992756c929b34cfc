/** A better-sqlite3 that loads in this Node and in that Electron: its prebuilt binary, else one built here for both. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readJson } from './packages.mjs';
import { mustRun, root, run, Stop, step } from './say.mjs';

const folder = join(root, 'node_modules/better-sqlite3');
const built = join(folder, 'build/Release/better_sqlite3.node');
const probe =
  "const D = require('better-sqlite3'); const d = new D(':memory:'); d.exec('create table t(x)');" +
  "for (let i = 0; i < 1000; i++) d.prepare('insert into t values (?)').run('row ' + i);" +
  "if (d.prepare('select count(*) n from t').get().n !== 1000) process.exit(1);";

/** @param {string | null} electron the executable; null where only this Node matters */
export async function ensureSqlite(electron) {
  if (await loads(electron)) return;
  const kept = join(
    root,
    '.cache',
    `better-sqlite3-${readJson(join(folder, 'package.json')).version}-${process.platform}-${process.arch}.node`,
  );
  if (existsSync(kept)) {
    await put(kept, built);
    if (await loads(electron)) return;
  }
  await step('Building better-sqlite3 for this Node and this Electron (about a minute)', build);
  if (!(await loads(electron)))
    throw new Stop('better-sqlite3 was built but does not load. Please report this with your Node version.');
  await put(built, kept);
}

/** Both at once: a crash at load would end whoever loads it. */
async function loads(electron) {
  const tries = [run(process.execPath, ['-e', probe], { quiet: true })];
  if (electron !== null)
    tries.push(run(electron, ['-e', probe], { quiet: true, env: { ELECTRON_RUN_AS_NODE: '1' } }));
  return (await Promise.all(tries)).every(({ code }) => code === 0);
}

/**
 * The prebuilt binary wants Node-API 10 (Node 22, Electron 36). Older runtimes have all that it needs as an
 * experimental feature, so one build with these definitions serves both.
 */
async function build() {
  const args = [
    join(root, 'node_modules/node-gyp/bin/node-gyp.js'),
    'rebuild',
    '--release',
    '--force_build=1',
  ];
  const flags = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT -O2';
  const nodedir = process.env.npm_config_nodedir ?? localHeaders();
  if (nodedir) args.push(`--nodedir=${nodedir}`);
  await mustRun(process.execPath, args, { cwd: folder, env: { CXXFLAGS: flags } });
}

/** Headers that came with this Node, so that none need to be downloaded. */
function localHeaders() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node_api.h')) ? prefix : null;
}

async function put(from, to) {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}
