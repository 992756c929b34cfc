import { describe, expect, it } from 'vitest';
import { barAddress, mayLoad, rulesFor } from './sign-in-rules.ts';

const authorize =
  'https://login.example.com/t/oauth2/v2.0/authorize?redirect_uri=http%3A%2F%2Flocalhost%3A50123&state=s';
const rules = rulesFor(authorize, ['login.example.com', 'Sts.Example.com:8443']);

describe('where the sign-in window may go', () => {
  it.each([
    'https://login.example.com/t/login',
    'https://sts.example.com:8443/adfs',
    'http://localhost:50123/',
    'http://127.0.0.1:50123/?x',
  ])('%s: yes', (url) => expect(mayLoad(rules, url, true)).toBe(true));

  it.each([
    'http://login.example.com/',
    'https://login.example.com.evil.example/',
    'https://login.example.com@evil.example/',
    'https://user:password@login.example.com/',
    'https://login.example.com:8443/',
    'https://sts.example.com/',
    'https://evil.example/',
    'http://localhost:50124/',
    'http://localhost/',
    'https://localhost:50123/',
    'http://localhost.evil.example:50123/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://login.example.com/1',
    'about:blank',
    'chrome://gpu',
    'view-source:https://login.example.com/',
    'ms-settings:network',
    'mailto:x@example.com',
    'not a url',
    '',
  ])('%s: no', (url) => expect(mayLoad(rules, url, true)).toBe(false));

  it('frames may be empty besides', () => {
    expect(mayLoad(rules, 'about:blank', false)).toBe(true);
    expect(mayLoad(rules, 'about:srcdoc', false)).toBe(true);
    expect(mayLoad(rules, 'https://evil.example/', false)).toBe(false);
  });

  it.each(['', 'https://evil.example:50123', 'http://evil.example:50123', 'http://localhost', 'nonsense'])(
    'a redirect to %j opens no loopback port',
    (redirect) => {
      const found = rulesFor(`https://login.example.com/?redirect_uri=${encodeURIComponent(redirect)}`, []);
      expect(found.redirectPort).toBeNull();
      expect(mayLoad(found, 'http://localhost:50123/', true)).toBe(false);
    },
  );
});

describe('the bar', () => {
  it('shows its text as text', () => {
    const address = barAddress({ cancel: '<b>"Abbrechen"', title: 'A&B', locale: 'de', direction: 'ltr' });
    const html = decodeURIComponent(address.slice(address.indexOf(',') + 1));
    expect(html).toContain('&#60;b&#62;&#34;Abbrechen&#34;');
    expect(html).toContain('A&#38;B');
    expect(html).not.toContain('<script');
  });
});
