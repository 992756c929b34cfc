/** Group J: what the tenant, the network, the config and the templates beside it can hold that is not what it says. */

import type { TenantControl } from '../../src/demo-tenant/control.ts';
import type { FaultRule } from '../../src/demo-tenant/faults.ts';
import { fixtures, type Person } from '../../src/demo-tenant/workers.ts';
import { parseConfig } from '../../src/main/config.ts';
import type { Outcome } from './attempt.ts';
import { lookAt, wrongOf } from './oracle.ts';
import type { Rig } from './rig.ts';
import { playTemplates } from './templates.ts';

const { annaKowalska: anna } = fixtures;

const script = 'document.title=1';
/** Each in the name, the department and the job title of a worker. */
const texts: Readonly<Record<string, string>> = {
  'a script element': `<script>${script}</script>`,
  'a picture that fails': `<img src=x onerror=${script}>`,
  'a drawing that loads': `<svg/onload=${script}>`,
  'a frame': `<iframe src="javascript:${script}"></iframe>`,
  'markup that is closed before it began': `"'></p></div><h1>out</h1>`,
  'a template’s braces': '{{constructor.constructor("return 1")()}} $t(menu.title) {{name}}',
  '256 letters without a blank': 'W'.repeat(256),
  'text turned round': '\u202eexe.tset\u202c \u2066x',
  'letters without width': 'An\u200bna\u200d\ufeff \u2060K',
  'emoji of many parts': '👩🏽‍🚀👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'a heap of accents': `Z${'\u0301'.repeat(120)}a`,
  'lines and tabs': 'Anna\r\nKowalska\t\u2028x',
  'control characters': 'An\u0000na\u0007\u001b[31m',
  'a formula': '=HYPERLINK("https://evil.example","x")',
  'half a character': 'Anna \ud800',
  'a locale’s placeholder': '%s %n #{x} \\u0041 &lt;b&gt;',
};

const html = `<html><script>${script}</script><h1>Sign in to the network</h1></html>`;
const answers: Readonly<Record<string, FaultRule>> = {
  'an error as a page': fault(500, html, 'text/html'),
  'a success as a page': fault(200, html, 'text/html'),
  'an error of 2 MB': fault(400, JSON.stringify({ error: { code: 'x', message: 'A'.repeat(2_000_000) } })),
  'an error with markup': fault(403, JSON.stringify({ error: { code: '<b>', message: html } })),
  'an answer of 9 MB': fault(200, JSON.stringify({ value: 'A'.repeat(9_000_000) })),
  'a list that is none': fault(200, '{"value":{"length":5}}'),
  'a prototype': fault(200, '{"__proto__":{"value":[]},"value":[{"__proto__":{"id":"x"}}]}'),
  'a list 10,000 deep': fault(200, `{"value":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
  'wait for a year': fault(429, '{}', 'application/json', { 'retry-after': '31536000' }),
  'wait until 1970': fault(503, '{}', 'application/json', { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }),
  'a redirect to elsewhere': fault(302, '', 'text/html', { location: 'https://evil.example/' }),
  'an answer that is cut off': fault(200, '{"value":[{"id":"'),
};
/** A photo is what its bytes are, whatever it is called. */
const photos: Readonly<Record<string, FaultRule>> = {
  'a drawing with a script': photo(
    `<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"/>`,
    'image/svg+xml',
  ),
  'a drawing called a picture': photo(
    `<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"/>`,
    'image/png',
  ),
  'a page called a picture': photo(html, 'image/jpeg'),
  'a GIF that is also a script': photo(`GIF89a/*${' '.repeat(200)}*/=1;${script}`, 'image/gif'),
  'a picture of 1 MB': photo('A'.repeat(1_000_000), 'image/png'),
};
const configs: Readonly<Record<string, string>> = {
  'a key that nobody knows': '{"station":{"name":"x","devTools":true}}',
  'a prototype': '{"__proto__":{"mode":"desk"},"station":{"__proto__":{"x":1}}}',
  'another folder': '{"printing":{"printers":[{"folder":"../../etc"}]}}',
  'a template elsewhere': '{"printing":{"printers":[{"folder":"b","template":"../../etc/passwd"}]}}',
  'a queue with a command': '{"printing":{"printers":[{"queue":"x; rm -rf /"}]}}',
  'an authority without TLS':
    '{"tenant":{"clientId":"11111111-2222-4333-8444-555555555555","authority":"http://login.microsoftonline.com/x"}}',
  'a script for an address':
    '{"tenant":{"clientId":"11111111-2222-4333-8444-555555555555","authority":"javascript:alert(1)"}}',
  'an authority of somebody else':
    '{"tenant":{"clientId":"11111111-2222-4333-8444-555555555555","authority":"https://evil.example/x"}}',
};

function fault(status: number, body: string, contentType = 'application/json', headers = {}): FaultRule {
  return {
    method: 'GET',
    path: '/users',
    times: 2,
    fault: { kind: 'status', status, body, contentType, headers },
  };
}

function photo(body: string, contentType: string): FaultRule {
  return { path: '/photo', times: 1, fault: { kind: 'status', status: 200, body, contentType } };
}

/** The list of workers is off, so that every search reaches the tenant. */
export async function playData(
  rig: Rig,
  control: TenantControl,
  dataDir: string,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [name, text] of Object.entries(texts)) {
    control.changePerson(anna.id, {
      displayName: text,
      department: text,
      jobTitle: text,
    } satisfies Partial<Person>);
    outcomes.push(await lookUp(rig, `${name} for a name`, true));
  }
  control.changePerson(anna.id, { ...anna });
  for (const [name, rule] of Object.entries({ ...answers, ...photos })) {
    control.setFault(rule);
    outcomes.push(await lookUp(rig, `${name} for an answer`, false));
    control.clearFaults();
  }
  outcomes.push(await linkElsewhere(rig, control));
  for (const [name, text] of Object.entries(configs)) {
    const parsed = parseConfig(text, `${dataDir}/station.json`);
    outcomes.push(outcome(`${name} in the config`, parsed.ok ? ['it was taken'] : []));
  }
  return [...outcomes, ...(await playTemplates())];
}

/** A search's further page on a server of somebody else's, which must never be asked. */
async function linkElsewhere(rig: Rig, control: TenantControl): Promise<Outcome> {
  const link = `${rig.outside.evilOrigin}/next`;
  const change = (body: string) => body.replace(/\}\s*$/, `,"@odata.nextLink":"${link}"}`);
  control.setFault({ method: 'GET', path: '/users', times: 3, fault: { kind: 'change-body', change } });
  const found = await lookUp(rig, 'a further page elsewhere', false);
  control.clearFaults();
  return found;
}

function outcome(name: string, wrong: readonly string[]): Outcome {
  return { group: 'J', name, wrong, noticed: null, usableAfterMs: null };
}

/** Searches, opens the card where there is one, and goes back. */
async function lookUp(rig: Rig, name: string, isFound: boolean): Promise<Outcome> {
  const { page } = rig.station;
  await page.getByTestId('worker-search').fill('');
  await page.getByTestId('worker-search').fill('anna.kowalska');
  const result = page.locator(`[data-testid="worker-result"][data-worker-id="${anna.id}"]`);
  const isThere = await result.waitFor({ timeout: isFound ? 10_000 : 1_500 }).then(
    () => true,
    () => false,
  );
  if (isThere) {
    await result.click();
    await page.getByTestId('worker-name').waitFor();
  }
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  const wrong = [
    ...wrongOf(await lookAt(rig), ['search', 'worker', 'problem']),
    ...(fits ? [] : ['the page is wider than the screen']),
    ...(isFound && !isThere ? ['the worker cannot be found'] : []),
    ...(await rig.outside.traces(rig.mainPid)),
  ];
  await page.goto('app://kiosk/index.html');
  await page.getByTestId('worker-search').waitFor();
  return outcome(name, wrong);
}
