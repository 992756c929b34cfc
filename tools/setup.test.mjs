import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { root } from './setup/say.mjs';

/** @param {string} main of a command, in a process where a package ends everything with 0 as soon as nothing is left to do */
function endOf(main) {
  const hook = "process.on('beforeExit', () => process.exit(0));";
  const program = `import { command } from './tools/setup.mjs'; ${hook} await command(async () => { ${main} });`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root }).status;
}

describe('a command', () => {
  it('ends with what it found, whatever a package says at the end', () => {
    expect(endOf('return 1')).toBe(1);
    expect(endOf('return 0')).toBe(0);
  });

  it('ends with 1 when it fails', () => {
    expect(endOf("throw new Error('x')")).toBe(1);
  });
});
