/** Verifies a journal's export by its documented format alone: no code of Daypass in it, nothing needed but Node.
 *   node verify-journal.mjs export.jsonl [--public-key KEY]... [--checkpoint FILE]...
 * One JSON object a line, as JSON.stringify writes it: keys in the order of `keys`, null when unknown, instants like
 * 2026-11-22T06:00:00.000Z, the keys of detail (words) sorted.
 *   seq       1, 2, 3 ... without a gap
 *   prevHash  the hash of the line before, 64 zeros in the first
 *   hash      SHA-256 (hex) of the line's UTF-8 bytes without this last key: {"seq":...,"prevHash":"..."}
 * A row with event "checkpoint" has detail {every, head, publicKey, rows, signature}: rows = seq - 1, head = prevHash,
 * publicKey (32 bytes) and signature (64) base64url; Ed25519 over "daypass-checkpoint\n" and the line without `hash`
 * and `detail.signature`. The next checkpoint comes at most every + 1 rows later. A row with another `station` than
 * the row before is "settings-changed" with detail.reason "station-renamed".
 * --checkpoint: lines kept outside, each must be in the export. Without --public-key the keys of these lines are
 * believed, without either the first key in the export: then a whole chain written anew would not show.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import process from 'node:process';

const keys =
  'seq at station issuanceId event actor worker codeKind codeId startsAt expiresAt printer jobId outcome detail clientRequestId requestId prevHash hash';
const isInstant = (text) => text === null || new Date(text).toISOString() === text;
const hasKeys = (value, names) => value === null || Object.keys(value).join(' ') === names;
const linesOf = (text) => text.replace(/\r?\n$/, '').split(/\r?\n/);
const withoutHash = (row) => JSON.stringify({ ...row, hash: undefined });

function isCanonical(row, line) {
  if (JSON.stringify(row) !== line || !hasKeys(row, keys) || row.at === null) return false;
  if (!hasKeys(row.actor, 'id name') || !hasKeys(row.worker, 'id upn name')) return false;
  const details = Object.keys(row.detail ?? {});
  if (details.join() !== details.toSorted().join()) return false;
  return [row.at, row.startsAt, row.expiresAt].every(isInstant);
}
function isSigned(row, { publicKey: x, signature, every }) {
  if (!/^[\w-]{43}$/.test(x) || !/^[\w-]{86}$/.test(signature) || !Number.isInteger(every)) return false;
  const detail = { ...row.detail, signature: undefined };
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const text = `daypass-checkpoint\n${withoutHash({ ...row, detail })}`;
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}
/** @returns what is wrong, one text a finding, and how many rows no signature covers yet */
export function verifyJournal(text, publicKeys = [], keptText = '') {
  const lines = linesOf(text);
  const kept = keptText === '' ? [] : linesOf(keptText);
  const trusted = publicKeys[0] ? [...publicKeys] : kept.map((line) => JSON.parse(line).detail.publicKey);
  const wrong = kept.filter((line) => !lines.includes(line)).map((line) => `missing: ${line.slice(0, 80)}`);
  const isDemanded = trusted.length > 0;
  let [before, next, checkpoint] = [{ seq: 0, hash: '0'.repeat(64) }, Infinity, 0];
  for (const [index, line] of lines.entries()) {
    const say = (what) => wrong.push(`line ${index + 1}: ${what}`);
    try {
      const row = JSON.parse(line);
      const { seq, event, station, detail } = row;
      if (!isCanonical(row, line)) say('not canonical');
      if (createHash('sha256').update(withoutHash(row)).digest('hex') !== row.hash) say('hash');
      if (seq !== before.seq + 1 || row.prevHash !== before.hash) say('does not follow the line before');
      if (station !== (before.station ?? station) && detail?.reason !== 'station-renamed') say('station');
      if (seq > next) say('a checkpoint is missing');
      before = row;
      if (event !== 'checkpoint') continue;
      if (detail?.rows !== seq - 1 || detail.head !== row.prevHash) say('checkpoint tells otherwise');
      if (trusted.length === 0 && detail?.publicKey) trusted.push(detail.publicKey);
      if (!trusted.includes(detail?.publicKey)) say('key unknown');
      else if (!isSigned(row, detail)) say('signature');
      else [checkpoint, next] = [seq, seq + detail.every + 1];
    } catch (failed) {
      say(failed.message);
    }
  }
  if (isDemanded && checkpoint === 0) wrong.push('nothing is signed');
  return { wrong, open: before.seq - checkpoint };
}
if (import.meta.filename === realpathSync(process.argv[1])) {
  const [file, ...rest] = process.argv.slice(2);
  const given = (name) => rest.filter((_, at) => rest[at - 1] === name);
  const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : path);
  const kept = given('--checkpoint').map(read).join('\n');
  const { wrong, open } = verifyJournal(readFileSync(file, 'utf8'), given('--public-key').map(read), kept);
  console.log([...wrong, `${wrong.length} findings; ${open} rows since the last good checkpoint`].join('\n'));
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
