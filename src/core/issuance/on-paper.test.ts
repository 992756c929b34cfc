/** What may lie in a tray or a hand, paper by paper. */
import { describe, expect, it } from 'vitest';
import { type Fact, fact } from './events.ts';
import { factsAbout, mayBeOnPaper, paperOf, personSaysNoPaper } from './on-paper.ts';

const requested = (order: string) => fact('requested', { detail: { order } });
const read = fact('state-read', { outcome: 'none' });
const created = fact('created', { codeId: 'ours' });
const rendered = fact('render-verified');
const submitted = fact('print-submitted');
const ended = (outcome: string) => fact('print-ended', { outcome });
const noPaper = fact('not-handed-over');
const handedOver = fact('handed-over');
const named = (paper: string, about: Fact): Fact => ({ ...about, detail: { paper } });

describe('a fact', () => {
  it.each([
    ['badge', 'reset-pin', 'badge'],
    ['pin-slip', 'issue', 'pin-slip'],
  ])('that names the %s is about it, whatever the order %s prints', (paper, order, expected) => {
    expect(paperOf(named(paper, rendered), [requested(order)])).toBe(expected);
  });

  it.each([
    ['issue', 'badge'],
    ['enrol', 'badge'],
    ['replace', 'badge'],
    ['reset-pin', 'pin-slip'],
    ['extend', 'badge'],
  ])('without a name in an order to %s is about the %s', (order, expected) => {
    expect(paperOf(rendered, [requested(order)])).toBe(expected);
    expect(paperOf(named('receipt', rendered), [requested(order)])).toBe(expected);
  });
});

describe('the facts about a paper', () => {
  const slip = (about: Fact) => named('pin-slip', about);
  const badge = [rendered, submitted, ended('printed'), noPaper, handedOver];
  const both = [requested('enrol'), created, ...badge, ...badge.map(slip), read];

  it('are those of its way onto paper and into a hand, and no other paper’s', () => {
    expect(factsAbout(both, 'badge')).toEqual(badge);
    expect(factsAbout(both, 'pin-slip')).toEqual(badge.map(slip));
  });

  it('are told by the order also where they are looked for among later ones', () => {
    const all = [requested('reset-pin'), fact('pin-reset'), rendered];
    expect(factsAbout(all.slice(2), 'pin-slip', all)).toEqual([rendered]);
    expect(factsAbout(all.slice(2), 'badge', all)).toEqual([]);
  });
});

describe('a badge on paper', () => {
  it.each<[string, readonly Fact[], boolean]>([
    ['is impossible before a badge was rendered', [], false],
    ['is possible as soon as it was rendered', [rendered], true],
    ['is possible while it prints', [rendered, submitted], true],
    ['is possible after a job that ended well', [rendered, submitted, ended('printed')], true],
    ['is possible after a job whose end nobody knows', [rendered, submitted, ended('unknown')], true],
    ['is impossible after a job that certainly failed', [rendered, submitted, ended('not-printed')], false],
    ['is possible after a second badge', [rendered, ended('not-printed'), rendered, submitted], true],
    [
      'is impossible when both jobs failed',
      [rendered, ended('not-printed'), rendered, ended('not-printed')],
      false,
    ],
    ['is told by its own job, not by one before', [ended('not-printed'), rendered], true],
    ['is told by its own job, not by one after', [rendered, ended('sent'), ended('not-printed')], true],
  ])('%s', (_title, facts, expected) => {
    expect(mayBeOnPaper(facts)).toBe(expected);
  });

  it.each<[string, readonly Fact[], boolean]>([
    ['is denied by a person', [submitted, ended('printed'), noPaper], true],
    ['is not denied by silence', [submitted, ended('printed')], false],
    ['is not denied before there is any', [], false],
    [
      'is denied although its job was called off then',
      [rendered, submitted, noPaper, ended('unknown')],
      true,
    ],
    [
      'is not denied any more once its job had printed',
      [rendered, submitted, noPaper, ended('printed')],
      false,
    ],
    ['is not denied any more once its job was sent', [rendered, submitted, noPaper, ended('sent')], false],
    ['is not denied any more once another was made', [rendered, submitted, noPaper, rendered], false],
    [
      'is not denied any more once it was printed again',
      [noPaper, rendered, submitted, ended('sent')],
      false,
    ],
    ['is denied still when the next one certainly failed', [noPaper, rendered, ended('not-printed')], true],
    ['is not denied any more once it was handed over', [submitted, noPaper, handedOver], false],
    ['is denied once more after that', [submitted, noPaper, handedOver, noPaper], true],
  ])('%s', (_title, facts, expected) => {
    expect(personSaysNoPaper(facts)).toBe(expected);
  });
});
