import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readListedPage } from '../../graph/listed-page.ts';
import { openWorkerCache } from './worker-cache.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'h-cache-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const open = (scope = 's') => openWorkerCache({ dataDir, scope, readPage: readListedPage });
const page = (value: readonly object[], more: object = { '@odata.deltaLink': 'd' }) =>
  new TextEncoder().encode(JSON.stringify({ value, ...more }));

describe('quick', () => {
  it('finds', () => {
    const cache = open();
    console.log(cache.standing());
    console.log(
      cache.take(
        null,
        page([
          {
            id: 'a',
            displayName: 'Anna Kowalska',
            surname: 'Kowalska',
            userPrincipalName: 'anna.kowalska@x',
            employeeId: 'E1001',
            department: 'Assembly',
            jobTitle: 'Welder',
          },
          {
            id: 'b',
            displayName: 'Łukasz Müller',
            surname: 'Müller',
            userPrincipalName: 'lm12@x',
            employeeId: 'E1002',
            department: 'Logistics',
            jobTitle: 'Welder',
            accountEnabled: false,
          },
          { id: 'c', displayName: '张小明', surname: '张', userPrincipalName: 'xz@x' },
        ]),
        5,
      ),
    );
    for (const q of [
      'an',
      'a',
      'kow',
      'owals',
      'ak',
      'ka',
      '1001',
      'e1001',
      'lukasz muller',
      'mueller',
      'kowlaska',
      'kowalka',
      'xowal',
      '小',
      '小明',
      'weld',
      'log',
      'a k',
      'an ko',
      'zzz',
      'anna@x',
      'ana ko',
    ])
      console.log(q, JSON.stringify(cache.search(q, 25)).slice(0, 150));
    expect(statSync(path.join(dataDir, 'workers.sqlite')).mode & 0o777).toBe(0o600);
    cache.close();
  });
});
