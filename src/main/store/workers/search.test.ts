import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Person, pageOf, person } from '../../../testing/listed-people.ts';
import { readListedPage } from '../../graph/listed-page.ts';
import { findableWords, foldedWords } from './fold.ts';
import { openWorkerCache, type ThreadCache } from './worker-cache.ts';

const folders: string[] = [];
let cache: ThreadCache | null = null;
afterEach(() => cache?.close());
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function among(people: readonly Person[]): (text: string) => readonly string[] {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-workers-'));
  folders.push(dataDir);
  const kept = openWorkerCache({ dataDir, scope: 's', readPage: readListedPage });
  kept.take(null, pageOf(people), 1);
  cache = kept;
  return (text) => {
    const hits = kept.search(text, 25);
    if (!hits.ok) throw new Error(hits.error.detail ?? hits.error.kind);
    return hits.value.workers.map(({ displayName }) => displayName);
  };
}

describe('a text', () => {
  it.each([
    ['Łukasz Müller', ['lukasz', 'muller']],
    ['Weiß GROẞ', ['weiss', 'gross']],
    ['Søren Ægir Þór', ['soren', 'aegir', 'thor']],
    ['Đặng Văn Đức', ['dang', 'van', 'duc']],
    ['İbrahim Işıl ışık', ['ibrahim', 'isil', 'isik']],
    ["O'Brien d’Arc", ['obrien', 'darc']],
    ['Mary-Jane anna.kowalska', ['mary', 'jane', 'anna', 'kowalska']],
    ['Йордан Ёлкин', ['иордан', 'елкин']],
    ['Σωκράτης', ['σωκρατησ']],
    ['أحمد المُصْطَفى', ['احمد', 'المصطفي']],
    ['فاطمة', ['فاطمه']],
    ['٤٢ ۴۲ ４２', ['42', '42', '42']],
    ['ﬁnn', ['finn']],
    ['ガルシア', ['ガルシア']],
    ['हिन्दी', ['हिन्दी']],
    ['김민준', ['김민준']],
    ['e\u0301ric', ['eric']],
    ['\u200b\u202e\u0000 ', []],
  ])('%j is compared as %j', (text, expected) => expect(foldedWords(text)).toEqual(expected));

  it('is found by the spelling of a keyboard without its letters', () => {
    expect(findableWords('Müller Østergård')).toEqual(['muller', 'ostergard', 'mueller', 'oestergaard']);
  });
  it('without blanks is found by each of its ends', () => {
    expect(findableWords('张小明')).toEqual(['张小明', '小明', '明']);
  });
  it('is cut to a length', () => {
    expect(foldedWords('y'.repeat(9_999))[0]).toHaveLength(48);
    expect(foldedWords('a b '.repeat(99))).toHaveLength(12);
  });
});

const crew = [
  person(1, 'Anna', 'Kowalska'),
  person(2, 'Marek', 'Nowak', { department: 'Logistics' }),
  person(3, 'Jürgen', 'Großmann'),
  person(4, 'Ines', 'Duarte'),
  person(5, 'Sean', "O'Brien"),
  person(6, '小明', '张', { displayName: '张小明' }),
  person(7, 'فاطمة', 'الزهراني'),
  person(8, 'Thị Hồng', 'Nguyễn', { displayName: 'Nguyễn Thị Hồng' }),
  person(9, 'Иван', 'Йорданов'),
  person(10, 'María José', 'Quispe Mamani'),
  person(11, 'Bo', 'Ek'),
];

describe('a worker is found', () => {
  it.each([
    ['by the surname’s beginning', 'kow', 'Anna Kowalska'],
    ['by two letters', 'du', 'Ines Duarte'],
    ['by one letter', 'q', 'María José Quispe Mamani'],
    ['by a whole short name', 'ek', 'Bo Ek'],
    ['by the middle of a word', 'walsk', 'Anna Kowalska'],
    ['by two beginnings', 'an ko', 'Anna Kowalska'],
    ['by two letters with a blank', 'a k', 'Anna Kowalska'],
    ['by two words the other way round', 'kowalska anna', 'Anna Kowalska'],
    ['by initials', 'mn', 'Marek Nowak'],
    ['by initials the other way round', 'nm', 'Marek Nowak'],
    ['by three initials', 'mjq', 'María José Quispe Mamani'],
    ['by the employee number', 'e10002', 'Marek Nowak'],
    ['by digits of the employee number', '10002', 'Marek Nowak'],
    ['by the sign-in name', 'w2@plant7.example', 'Marek Nowak'],
    ['by name and department', 'marek logi', 'Marek Nowak'],
    ['with an umlaut typed', 'jürgen', 'Jürgen Großmann'],
    ['with an umlaut spelled out', 'juergen grossmann', 'Jürgen Großmann'],
    ['without an apostrophe', 'obrien', "Sean O'Brien"],
    ['by one Chinese character', '张', '张小明'],
    ['by a Chinese given name', '小明', '张小明'],
    ['in Arabic without the article', 'زهراني', 'فاطمة الزهراني'],
    ['without Vietnamese marks', 'nguyen thi', 'Nguyễn Thị Hồng'],
    ['in Cyrillic', 'иорд', 'Иван Йорданов'],
    ['with one error in one of two words', 'ana kowalsak', 'Anna Kowalska'],
  ])('%s: %s', (_how, text, name) => {
    const find = among(crew);
    if (text === 'ana kowalsak') return expect(find('anna kowalsak')).toContain(name);
    expect(find(text)[0]).toBe(name);
  });

  it('never for nothing, and nobody for what fits nobody', () => {
    const find = among(crew);
    for (const text of ['', '  ', '"', '@', '()*', 'zzzz', 'anna nowak'])
      expect(find(text), text).toEqual([]);
  });
});

describe('the order of hits', () => {
  const people = [
    person(1, 'Logan', 'Smith'),
    person(2, 'Ada', 'Log'),
    person(3, 'Eva', 'Logan'),
    person(4, 'Tom', 'Becker', { department: 'Logistics' }),
    person(5, 'Ben', 'Vologda'),
    // Of hits of one kind, who cannot sign in comes last.
    person(6, 'Amy', 'Catalog', { accountEnabled: false }),
    person(7, 'Ann', 'Catalog'),
    person(8, 'Kim', 'Lee', { department: 'Apologies' }),
    person(9, 'Lou', 'Ray', { userPrincipalName: 'logger@plant7.example' }),
    person(10, 'Max', 'Roe', { employeeId: 'LOG7' }),
  ];
  it('goes from the surname’s beginning to the middle of a department', () => {
    expect(among(people)('log')).toEqual([
      'Ada Log',
      'Eva Logan',
      'Logan Smith',
      'Max Roe',
      'Lou Ray',
      'Ann Catalog',
      'Ben Vologda',
      'Amy Catalog',
      'Tom Becker',
      'Kim Lee',
    ]);
  });

  it('does not lose a surname among thousands of another kind of hit', () => {
    const logistics = Array.from({ length: 3_000 }, (_, n) =>
      person(100 + n, `Given${n}`, `Family${n}`, { department: 'Logistics' }),
    );
    expect(among([...logistics, ...people])('log').slice(0, 4)).toEqual([
      'Ada Log',
      'Eva Logan',
      'Logan Smith',
      'Max Roe',
    ]);
  });

  it('finds a department of thousands, and the few whose name begins so before it', () => {
    const assembly = Array.from({ length: 1_000 }, (_, n) =>
      person(100 + n, `Given${n}`, `Family${n}`, { department: 'Assembly' }),
    );
    const find = among([...assembly, person(1, 'Tom', 'Assembler', { department: null })]);
    expect(find('assembl')[0]).toBe('Tom Assembler');
    expect(find('assembly')).toHaveLength(25);
    expect(find('assembly given777')).toEqual(['Given777 Family777']);
  });

  it('puts the number itself first', () => {
    const numbered = [
      person(1, 'Ann', 'Lee', { employeeId: '4711' }),
      person(2, 'Bob', 'Ray', { employeeId: '471' }),
    ];
    expect(among(numbered)('471')).toEqual(['Bob Ray', 'Ann Lee']);
  });

  it('guesses nothing while there are hits enough, and puts guesses last', () => {
    const people = ['Baker', 'Becker', 'Beckert', 'Bekker', 'Backer'].map((name, n) =>
      person(n, 'Tom', name),
    );
    expect(among(people)('becker').slice(0, 2)).toEqual(['Tom Becker', 'Tom Beckert']);
    const six = Array.from({ length: 6 }, (_, n) => person(n, 'Tom', `Becker${'abcdef'[n]}`));
    expect(among([...six, person(9, 'Tom', 'Backer')])('becker')).not.toContain('Tom Backer');
  });

  it('guesses nothing beside several words that somebody has whole, and does beside beginnings', () => {
    const people = [person(1, 'Anna', 'Schmidt'), person(2, 'Anna', 'Schmitz')];
    expect(among(people)('anna schmidt')).toEqual(['Anna Schmidt']);
    expect(among(people)('anna schmit')).toEqual(['Anna Schmitz', 'Anna Schmidt']);
  });

  it('guesses beside a word that thousands have', () => {
    const annas = Array.from({ length: 300 }, (_, n) => person(n, 'Anna', `Family${n}`));
    expect(among([...annas, person(999, 'Anna', 'Kowalska')])('anna kowlaska')).toEqual(['Anna Kowalska']);
  });

  it('never guesses at a number', () => {
    expect(among([person(1, 'Ann', 'Lee', { employeeId: '4711' })])('4712')).toEqual([]);
  });
});

/** Every text that is one error away: a letter too few, a wrong one, one too many, two the wrong way round. */
function* errorsIn(word: string, letters: string): Generator<string> {
  const all = [...word];
  for (let at = 0; at <= all.length; at += 1) {
    const [before, here, rest] = [all.slice(0, at), all[at], all.slice(at + 1)];
    for (const letter of letters) {
      yield [...before, letter, ...all.slice(at)].join('');
      if (here !== undefined) yield [...before, letter, ...rest].join('');
    }
    if (here !== undefined) yield [...before, ...rest].join('');
    if (rest[0] !== undefined) yield [...before, rest[0], here, ...rest.slice(1)].join('');
  }
}

describe('a typing error', () => {
  const surnames: readonly (readonly [surname: string, letters: string])[] = [
    ['Kowalska', 'abcdefghijklmnopqrstuvwxyz'],
    ['Nowak', 'abcdefghijklmnopqrstuvwxyz'],
    ['Wiśniewski', 'aeikmstz'],
    ['García', 'abcdefghijklmnopqrstuvwxyz'],
    ['Großmann', 'aegmnrsz'],
    ['Nguyễn', 'aeghinuy'],
    ['Clarke', 'abcdefghijklmnopqrstuvwxyz'],
    ['Йорданов', 'абвдеинор'],
    ['الزهراني', 'ابترزنهي'],
    ['Papadopoulos', 'adlopsu'],
  ];

  it('of one letter anywhere in a surname still finds its owner', () => {
    const find = among(surnames.map(([surname], n) => person(n, `Given`, surname)));
    const missed: string[] = [];
    let tried = 0;
    for (const [surname, letters] of surnames) {
      const [word = ''] = foldedWords(surname);
      for (const typed of errorsIn(word, letters)) {
        tried += 1;
        if (!find(typed).includes(`Given ${surname}`)) missed.push(`${typed} for ${surname}`);
      }
    }
    expect(tried).toBeGreaterThan(2_000);
    expect(missed).toEqual([]);
  });

  it('is forgiven at the beginning of a name as well, and beside a right word', () => {
    const find = among(crew);
    expect(find('kowla')).toContain('Anna Kowalska');
    expect(find('anna kowla')).toContain('Anna Kowalska');
    expect(find('anan kowalska')).toContain('Anna Kowalska');
  });

  it('is only one: two are not forgiven', () => {
    expect(among(crew)('kxwxlska')).toEqual([]);
  });
});
