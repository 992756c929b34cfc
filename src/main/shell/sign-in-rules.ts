/** Where the sign-in window may go, and the bar that it always shows: pure, so that it can be tested without a window. */

export interface SignInRules {
  /** With a port where it is not 443; lower case. */
  readonly allowedHosts: ReadonlySet<string>;
  /** The loopback port that Entra sends the browser back to; null when the address names none. */
  readonly redirectPort: string | null;
}

export interface SignInBarText {
  /** What the Cancel button says, in the station's language. */
  readonly cancel: string;
  readonly title: string;
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

/** The bar's only link; the name can never be looked up, and the navigation is caught before it starts. */
export const cancelUrl = 'https://cancel.invalid/';

export function rulesFor(authorizeUrl: string, allowedHosts: readonly string[]): SignInRules {
  const redirect = new URL(authorizeUrl).searchParams.get('redirect_uri') ?? '';
  const port = URL.canParse(redirect) && isLoopback(new URL(redirect)) ? new URL(redirect).port : '';
  return {
    allowedHosts: new Set(allowedHosts.map((host) => host.toLowerCase())),
    redirectPort: port === '' ? null : port,
  };
}

/** Pages come over TLS from the allowed hosts, or are the redirect itself. Frames may also be empty or written by their page. */
export function mayLoad(rules: SignInRules, address: string, isMainFrame: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (!isMainFrame && (address === 'about:blank' || address === 'about:srcdoc')) return true;
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return rules.allowedHosts.has(url.host);
  return isLoopback(url) && rules.redirectPort !== null && url.port === rules.redirectPort;
}

function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && (url.hostname === 'localhost' || url.hostname === '127.0.0.1');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** The bar as a `data:` address: no script, no request, one link that is as large as a finger needs. */
export function barAddress({ cancel, title, locale, direction }: SignInBarText): string {
  const html = `<!doctype html>
<html lang="${escapeHtml(locale)}" dir="${direction}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>
  html, body { height: 100%; margin: 0 }
  body { display: flex; align-items: center; gap: 16px; padding: 0 16px; box-sizing: border-box; overflow: hidden;
    background: #0c3038; color: #fff; font: 600 18px/1.2 system-ui, sans-serif; user-select: none }
  span { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
  a { min-width: 96px; padding: 13px 20px; border: 2px solid #fff; border-radius: 8px; color: #fff;
    text-align: center; text-decoration: none }
  a:focus-visible, a:hover { background: #fff; color: #0c3038; outline: 3px solid #fca311 }
</style>
<span>${escapeHtml(title)}</span>
<a data-testid="sign-in-cancel" draggable="false" href="${cancelUrl}">${escapeHtml(cancel)}</a>
</html>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
}
