/** The demo's sign-in pages: plain HTML without anything from elsewhere. */
import type { Supervisor } from '../workers.ts';

const style = `
  :root { color-scheme: light dark; font-family: 'Noto Sans', 'Segoe UI', system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eef2f1; color: #12272b; }
  main { width: min(27rem, calc(100vw - 3rem)); box-sizing: border-box; background: #fff; border-radius: 16px; padding: 2rem;
    box-shadow: 0 12px 40px #0f2a2e26; }
  h1 { font-size: 1.6rem; margin: 0.2rem 0 0.4rem; } p { margin: 0 0 1.4rem; line-height: 1.5; }
  .brand { font-weight: 700; letter-spacing: .02em; color: #0e5a63; }
  button { font: inherit; width: 100%; min-height: 76px; display: grid; grid-template-columns: 52px 1fr; gap: 16px; align-items: center;
    text-align: start; padding: 12px 16px; margin-bottom: 12px; border: 2px solid #6b8583; border-radius: 12px; background: transparent;
    color: inherit; cursor: pointer; }
  button:hover, button:focus-visible { border-color: #0e5a63; outline: none; background: #0e5a6312; }
  button.plain { display: block; text-align: center; min-height: 56px; }
  .face { width: 52px; height: 52px; border-radius: 50%; display: grid; place-items: center; background: #0e5a63; color: #fff; font-weight: 700; }
  .name { display: block; font-weight: 700; font-size: 1.1rem; } .sub { display: block; color: #41595c; font-size: .92rem; }
  label { display: block; font-weight: 700; margin-bottom: 6px; }
  input { font: inherit; font-size: 1.6rem; letter-spacing: .2em; width: 100%; box-sizing: border-box; padding: 12px 16px; margin-bottom: 16px;
    border: 2px solid #6b8583; border-radius: 12px; background: transparent; color: inherit; text-transform: uppercase; }
  @media (prefers-color-scheme: dark) { body { background: #0c1f22; color: #e9f1f0; } main { background: #13302f; }
    .brand { color: #7fd0d3; } .sub { color: #b4c9c7; } button { border-color: #7d9a98; } button:hover, button:focus-visible { border-color: #7fd0d3; } }
`;

/** `formTarget` is the only address that the page's form may go to, `script` the only code that may run. */
function html(
  body: string,
  { status = 200, formTarget = null, script = null }: Partial<PageParts> = {},
): Response {
  const nonce = crypto.randomUUID();
  const code = script === null ? '' : `<script nonce="${nonce}">${script}</script>`;
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Demo tenant</title><meta name="viewport" content="width=device-width"><style>${style}</style></head><body><main>${body}</main>${code}</body></html>`;
  const formAction = formTarget === null ? "'self'" : new URL(formTarget).origin;
  const scripts = script === null ? "'none'" : `'nonce-${nonce}'`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src ${scripts}; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`;
  return new Response(page, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    },
  });
}

interface PageParts {
  readonly status: number;
  readonly formTarget: string | null;
  readonly script: string | null;
}

/** Two supervisors and a way out. `action` gets a POST with `account` (or `cancel`) and the hidden fields. */
export function accountPage(
  supervisors: readonly Supervisor[],
  action: string,
  hidden: Readonly<Record<string, string>>,
): Response {
  const accounts = supervisors.map(
    (
      supervisor,
    ) => `<button name="account" value="${escaped(supervisor.key)}" data-testid="account-${escaped(supervisor.key)}">
      <span class="face" aria-hidden="true">${escaped(initials(supervisor.displayName))}</span>
      <span><span class="name">${escaped(supervisor.displayName)}</span><span class="sub">${escaped(supervisor.jobTitle)}</span></span></button>`,
  );
  const body = `<div class="brand">Daypass demo tenant</div><h1>Pick an account</h1>
    <p>This stands in for Microsoft Entra. Nothing leaves this machine.</p>
    <form method="post" action="${escaped(action)}">${inputs(hidden)}${accounts.join('')}
    <button class="plain" name="account" value="cancel" data-testid="account-cancel">Cancel</button></form>`;
  return html(body, { formTarget: action });
}

/** Hands the answer to the application by a form that submits itself, as Entra's `form_post` does. */
export function formPost(redirectUri: string, fields: Readonly<Record<string, string>>): Response {
  const body = `<h1>One moment</h1><form id="answer" method="post" action="${escaped(redirectUri)}">${inputs(fields)}
    <button class="plain" data-testid="continue">Continue</button></form>`;
  return html(body, { formTarget: redirectUri, script: "document.getElementById('answer').submit();" });
}

export function messagePage(title: string, text: string, status = 200): Response {
  return html(
    `<div class="brand">Daypass demo tenant</div><h1>${escaped(title)}</h1><p>${escaped(text)}</p>`,
    { status },
  );
}

/** Where the code from the station is typed in. */
export function codePage(): Response {
  return html(`<div class="brand">Daypass demo tenant</div><h1>Enter the code</h1><p>The station shows it.</p>
    <form method="get"><label for="code">Code</label><input id="code" name="code" autocomplete="off" autocapitalize="characters" required autofocus>
    <button class="plain">Next</button></form>`);
}

function inputs(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function initials(name: string): string {
  return name
    .split(' ')
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2);
}
