/** Sends one IPP request to a CUPS server, over its UNIX socket or host and port, and reads one bounded answer. */
import { type ClientRequest, request } from 'node:http';
import { err, ok, type Result } from '../../../core/result.ts';
import type { Clock } from '../../ports.ts';
import { decodeIpp } from './ipp-decode.ts';
import { encodeIpp } from './ipp-encode.ts';
import { attribute, firstFailure, groupTags, type IppAttribute, type IppMessage } from './ipp-message.ts';

export type CupsServer = { readonly socketPath: string } | { readonly host: string; readonly port: number };

export interface IppTrouble {
  /** `unreachable`: never sent. `no-answer`: perhaps carried out. `refused`: certainly not; `status` says why. */
  readonly kind: 'unreachable' | 'no-answer' | 'bad-answer' | 'refused';
  readonly status: number | null;
  readonly detail: string;
}

export interface IppRequest {
  readonly operation: number;
  /** The HTTP path, as CUPS's own clients choose it: access rules of cupsd.conf are by path. */
  readonly path: string;
  readonly attributes: readonly IppAttribute[];
  readonly jobAttributes?: readonly IppAttribute[];
  readonly document?: Uint8Array;
}

/** Sends a request and answers with a successful message or a named trouble. Never throws. */
export type SendIpp = (request: IppRequest) => Promise<Result<IppMessage, IppTrouble>>;

/** CUPS's port where none is given, IANA's for IPP. */
const ippPort = 631;
/** Attributes of a queue with hundreds of media take some 100 kB. */
const largestAnswerBytes = 2 * 1024 * 1024;

/** A socket's path, or `host`, `host:port`, `[v6]:port`, with CUPS_SERVER's `/version=…` ignored; null when it is neither. */
export function parseCupsServer(text: string): CupsServer | null {
  if (text.startsWith('/')) return { socketPath: text };
  const [, bracketed, plain, port] =
    text.match(/^(?:\[([0-9a-fA-F:.]+)\]|([^:/[\]\s]+))(?::(\d{1,5}))?(?:\/.*)?$/) ?? [];
  const host = bracketed ?? plain;
  const number = port === undefined ? ippPort : Number(port);
  return host === undefined || number < 1 || number > 65_535 ? null : { host, port: number };
}

/** A client of one server. Each request has its own connection and `timeoutMs` from first byte to last. */
export function ippClient(server: CupsServer, clock: Clock, timeoutMs: number): SendIpp {
  let requestId = 0;
  return async (wanted) => {
    requestId += 1;
    const head = encodeIpp({
      version: [2, 0],
      code: wanted.operation,
      requestId,
      groups: [
        { group: groupTags.operation, attributes: [...opening, ...wanted.attributes] },
        ...(wanted.jobAttributes === undefined
          ? []
          : [{ group: groupTags.job, attributes: wanted.jobAttributes }]),
      ],
    });
    const answer = await post(
      server,
      wanted.path,
      [head, wanted.document ?? new Uint8Array(0)],
      clock,
      timeoutMs,
    );
    return answer.ok ? read(answer.value) : answer;
  };
}

/** RFC 8011 section 4.1.4: these two, in this order, open every request. */
const opening = [
  attribute('attributes-charset', { tag: 'charset', value: 'utf-8' }),
  attribute('attributes-natural-language', { tag: 'naturalLanguage', value: 'en' }),
];

function read(body: Uint8Array): Result<IppMessage, IppTrouble> {
  const message = decodeIpp(body);
  if (!message.ok) return err({ kind: 'bad-answer', status: null, detail: message.error.detail });
  const status = message.value.code;
  if (status < firstFailure) return message;
  return err({ kind: 'refused', status, detail: `0x${status.toString(16).padStart(4, '0')}` });
}

function post(
  server: CupsServer,
  path: string,
  parts: readonly Uint8Array[],
  clock: Clock,
  timeoutMs: number,
): Promise<Result<Uint8Array, IppTrouble>> {
  return new Promise((resolve) => {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const headers = { 'Content-Type': 'application/ipp', 'Content-Length': String(length) };
    const outgoing = request({ ...server, path, method: 'POST', headers, agent: false });
    const callOff = clock.after(timeoutMs, () => outgoing.destroy(new Error('timeout')));
    const settle = (answer: Result<Uint8Array, IppTrouble>) => {
      callOff();
      resolve(answer);
    };
    const isSent = whetherConnected(outgoing);
    outgoing.on('error', (error) => settle(failed(error, isSent())));
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > largestAnswerBytes) outgoing.destroy(new Error('answer too large'));
      });
      response.on('error', (error) => settle(failed(error, true)));
      response.on('end', () =>
        settle(
          response.statusCode === 200
            ? ok(Buffer.concat(chunks))
            : err({ kind: 'bad-answer', status: null, detail: `http ${response.statusCode ?? 0}` }),
        ),
      );
    });
    for (const part of parts) outgoing.write(part);
    outgoing.end();
  });
}

/** Until the connection stands, not one byte can have arrived. */
function whetherConnected(outgoing: ClientRequest): () => boolean {
  let isConnected = false;
  outgoing.on('socket', (socket) => {
    socket.on('connect', () => {
      isConnected = true;
    });
  });
  return () => isConnected;
}

function failed(error: Error, isSent: boolean): Result<never, IppTrouble> {
  const detail = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return err({ kind: isSent ? 'no-answer' : 'unreachable', status: null, detail });
}
