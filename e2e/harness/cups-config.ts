/** The two config files of a private CUPS: everything below its own folder, open to whoever reaches its socket. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export async function configure(dir: string, socket: string, port: number | null): Promise<void> {
  const isRoot = userInfo().uid === 0;
  const { stdout: group } = await run('id', ['-gn']);
  await writeFile(
    join(dir, 'etc/cups-files.conf'),
    [
      `SystemGroup ${isRoot ? 'root' : group.trim()}`,
      `User ${isRoot ? 'lp' : userInfo().username}`,
      `Group ${isRoot ? 'lp' : group.trim()}`,
      `ServerRoot ${dir}/etc`,
      `CacheDir ${dir}/cache`,
      `StateDir ${dir}/state`,
      `RequestRoot ${dir}/spool`,
      `TempDir ${dir}/spool/tmp`,
      'DataDir /usr/share/cups',
      'DocumentRoot /usr/share/cups/doc-root',
      `ServerBin ${dir}/bin`,
      `AccessLog ${dir}/log/access_log`,
      `ErrorLog ${dir}/log/error_log`,
      `PageLog ${dir}/log/page_log`,
      '',
    ].join('\n'),
  );
  await writeFile(
    join(dir, 'etc/cupsd.conf'),
    [
      'LogLevel info',
      `Listen ${socket}`,
      ...(port === null ? [] : [`Listen 127.0.0.1:${port}`]),
      'Browsing Off',
      'WebInterface No',
      'DefaultAuthType None',
      // A job survives a crash from its first second on, and its file does not outlive it.
      'DirtyCleanInterval 0',
      'PreserveJobFiles No',
      'PreserveJobHistory 3600',
      'JobRetryInterval 1',
      '<Location />\n  Order allow,deny\n  Allow all\n</Location>',
      '<Policy default>\n  <Limit All>\n    Order allow,deny\n    Allow all\n  </Limit>\n</Policy>',
      '',
    ].join('\n'),
  );
}
