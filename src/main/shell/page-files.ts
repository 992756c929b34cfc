/** What the page's own protocol may serve: the built files below one folder, with the headers a page must have. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export const pageOrigin = 'app://kiosk';
/** The page's one address. */
export const pageUrl = `${pageOrigin}/index.html`;

/** Nothing from outside, nothing inline: a name with markup in it stays a name. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // No dialogs of its own, no printing, no windows, no downloads, no forms that lead away.
  'sandbox allow-scripts allow-same-origin',
  "require-trusted-types-for 'script'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === pageOrigin;
}

/** As Electron's own reply for a protocol is made up. */
export interface PageReply {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly data: Buffer;
}

/** Answers a request of the page. Only GET, only files of a known type below `root`; everything else is 404. */
export async function pageReply(root: string, method: string, url: string): Promise<PageReply> {
  const file = fileOf(root, method, url);
  if (file === null) return notFound();
  try {
    const data = await readFile(file.path);
    return { statusCode: 200, headers: { ...securityHeaders, 'content-type': file.type }, data };
  } catch (missing) {
    if (isMissing(missing)) return notFound();
    throw missing;
  }
}

const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-dns-prefetch-control': 'off',
  'cache-control': 'no-store',
};

function fileOf(root: string, method: string, url: string): { path: string; type: string } | null {
  if (method !== 'GET' || !isPageUrl(url)) return null;
  const { pathname } = new URL(url);
  const wanted = path.resolve(root, `.${pathname === '/' ? '/index.html' : safeDecode(pathname)}`);
  const type = types[path.extname(wanted)];
  if (type === undefined || !wanted.startsWith(path.resolve(root) + path.sep)) return null;
  return { path: wanted, type };
}

/** A path that does not decode names no file of ours. */
function safeDecode(pathname: string): string {
  try {
    return decodeURIComponent(pathname).replaceAll('\0', '');
  } catch (malformed) {
    if (malformed instanceof URIError) return '/';
    throw malformed;
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR';
}

function notFound(): PageReply {
  return { statusCode: 404, headers: { ...securityHeaders }, data: Buffer.alloc(0) };
}
