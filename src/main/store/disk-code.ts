/** Tells a refusal of SQLite or of the file system from a bug. */

/** `SQLITE_FULL`, `ENOSPC`, …; Node's own `ERR_…` and all else is a bug and goes on as it is. */
export function diskCodeOf(failed: unknown): string {
  const code = failed instanceof Error && 'code' in failed ? failed.code : undefined;
  if (typeof code === 'string' && /^(SQLITE_|E[A-Z0-9]+$)/.test(code)) return code;
  throw failed;
}
