import { describe, expect, it } from 'vitest';
import { trouble } from '../trouble.ts';
import { toLocked, toProblem, toSearch, toWorker } from './make.ts';
import { type Chosen, nextInRun } from './queue-run.ts';
import { type State, viewAt } from './samples.ts';

const second: Chosen = { queueId: 'q2', workerId: 'w2', hours: 4 };
const third: Chosen = { queueId: 'q3', workerId: 'w3', hours: 8 };
const run = [second, third];
const from = { attempt: 7 };
const search: State = toSearch(from);
const card: State = toWorker(from, { workerId: 'w1', hours: 8 });
const view = viewAt('closed', { outcome: 'handed-over' });
const done: State = { screen: 'done', attempt: 7, outcome: 'handed-over', view };

describe('all requests, one after the other', () => {
  it('goes on with the next when the one before is handed over', () => {
    expect(nextInRun(run, done, search, 'timed-out')).toEqual({ run: [third], next: second });
  });

  it('goes on with the next when a person puts one off at its card', () => {
    expect(nextInRun(run, card, search, 'cancel-asked')).toEqual({ run: [third], next: second });
  });

  it('waits while one is under way', () => {
    expect(nextInRun(run, search, card, 'request-chosen')).toEqual({ run, next: null });
  });

  it.each<[string, State, State, string]>([
    ['nobody touched the card until its time was up', card, search, 'timed-out'],
    ['something went wrong', card, toProblem(from, trouble('busy')), 'card-read'],
    ['the station was locked', card, toLocked(from, false), 'station-read'],
    ['a badge was left without an answer', { ...done, screen: 'done' }, toLocked(from, true), 'lock-asked'],
  ])('ends when %s', (_why, before, after, why) => {
    expect(nextInRun(run, before, after, why)).toEqual({ run: [], next: null });
  });

  it('ends with the last', () => {
    expect(nextInRun([], done, search, 'timed-out')).toEqual({ run: [], next: null });
  });
});
