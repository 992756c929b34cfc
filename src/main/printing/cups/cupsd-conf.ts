/** Reads from a cupsd.conf the few directives that decide how long a badge stays in the spool. Pure. */

/** What the scheduler does, its own defaults filled in; null where the file says something that is not understood. */
export interface SpoolSettings {
  /** `PreserveJobFiles`: documents are kept after their job; CUPS's default is a day. */
  readonly keepsJobFiles: boolean | null;
  /** `PreserveJobHistory`: finished jobs can still be asked about. */
  readonly keepsJobHistory: boolean | null;
  /** `DirtyCleanInterval`: the job list is written late; CUPS's default is 30 s. */
  readonly writesLate: boolean | null;
}

/** Debian's has 6 kB; a file of another size than that of a configuration is none. */
const longestFile = 256 * 1024;

/**
 * The settings of the server as a whole: later lines win, names are case-insensitive, and what stands inside
 * `<Location>`, `<Policy>` and `<Limit>` is about something else (cupsd.conf(5)). Null when this is no such file.
 */
export function parseCupsdConf(text: string): SpoolSettings | null {
  if (text.length > longestFile || text.includes('\0')) return null;
  const said = new Map<string, string>();
  let depth = 0;
  for (const line of text.split(/\r?\n/)) {
    const bare = withoutComment(line).trim();
    if (bare.startsWith('</')) depth = Math.max(0, depth - 1);
    else if (bare.startsWith('<')) depth += 1;
    else if (depth === 0) note(said, bare);
  }
  if (depth !== 0) return null;
  return {
    keepsJobFiles: isOn(said.get('preservejobfiles') ?? '86400'),
    keepsJobHistory: isOn(said.get('preservejobhistory') ?? 'Yes'),
    writesLate: isOn(said.get('dirtycleaninterval') ?? '30'),
  };
}

function withoutComment(line: string): string {
  return line.replace(/(?<!\\)#.*$/, '');
}

function note(said: Map<string, string>, line: string): void {
  const [, name, value] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
  if (name !== undefined && value !== undefined) said.set(name.toLowerCase(), value.trim());
}

/** A time or a boolean: zero and No are off; a number of seconds (or with a unit) and Yes are on. */
function isOn(value: string): boolean | null {
  if (/^(no|off|false|disabled|0+[smhdw]?)$/i.test(value)) return false;
  return /^(yes|on|true|enabled|\d+(\.\d+)?[smhdw]?)$/i.test(value) ? true : null;
}
