import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

let dataDir = '';
const clock = { nowMs: () => 0 };
const lines = () => readFileSync(path.join(dataDir, 'log/daypass.log'), 'utf8').trim().split('\n');

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-log-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('the log', () => {
  it('writes private JSON lines', () => {
    createLog(dataDir, clock).note('ipc', { method: 'station.read', outcome: 'ok' });
    expect(JSON.parse(lines()[0] ?? '')).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      level: 'info',
      event: 'ipc',
      method: 'station.read',
      outcome: 'ok',
    });
    expect(statSync(path.join(dataDir, 'log/daypass.log')).mode & 0o777).toBe(0o600);
  });
  it('drops every field that is not on its list, and bounds the others', () => {
    const careless = { method: 'm'.repeat(9_000), pin: '1234', at: 'yesterday', event: 'forged' };
    createLog(dataDir, clock).note('ipc', careless);
    const line = JSON.parse(lines()[0] ?? '');
    expect(Object.keys(line)).toEqual(['at', 'level', 'event', 'method']);
    expect(line).toMatchObject({ at: '1970-01-01T00:00:00.000Z', event: 'ipc', method: 'm'.repeat(4_000) });
  });
  it('keeps one older file and no more', () => {
    const log = createLog(dataDir, clock);
    log.note('first');
    writeFileSync(path.join(dataDir, 'log/daypass.log'), 'x'.repeat(1_000_001));
    log.note('second');
    expect(readdirSync(path.join(dataDir, 'log')).sort()).toEqual(['daypass.log', 'daypass.log.1']);
    expect(lines()).toHaveLength(1);
  });
  it('gives an incident a number to quote and keeps what the bug said to itself', () => {
    const incident = createLog(dataDir, clock).incident(new TypeError('the secret is 1234'));
    expect(incident).toMatch(/^I-[2-9A-Z]{5}$/);
    const line = lines()[0] ?? '';
    expect(JSON.parse(line)).toMatchObject({ level: 'error', incident });
    expect(line).toContain('TypeError');
    expect(line).not.toContain('1234');
  });
});
