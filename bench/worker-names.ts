/** Names for the benchmark of searches: the demo's own, and many made of syllables; and what is searched among them. */

const starts =
  'kor,bel,san,mar,tol,ver,ric,dun,fal,gor,hes,jan,lem,nor,pal,qui,ros,sil,tam,ulm,vas,wen,zor,bra,cle'.split(
    ',',
  );
const middles = 'a,e,i,o,an,er,in,ol,ub,ast,end,ill,ock,um'.split(',');
const ends = 'ski,sen,mann,ez,ova,idis,ini,eau,berg,ton,ley,dze,yan,ic,escu,nen,lund,ward,oglu,aty'.split(
  ',',
);

interface Known {
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly userPrincipalName: string;
}

/** Every third is as the demo has it; the others have one of 98,000 surnames. */
export function listedName(known: Known, serial: number): Omit<Known, 'givenName'> {
  if (serial % 3 === 0) return known;
  const pick = (from: readonly string[], by: number) => from[Math.floor(serial / by) % from.length] ?? '';
  const letters = pick(starts, 1) + pick(middles, 7) + pick(middles, 101) + pick(ends, 3);
  const surname = letters.charAt(0).toUpperCase() + letters.slice(1);
  return { ...known, surname, displayName: `${known.givenName} ${surname}` };
}

export interface Kind {
  readonly kind: string;
  readonly queries: readonly string[];
}

/**
 * Of people who are there. LIKE knows nothing of accents, order or errors: it is timed with the same text, and finds less.
 */
export function kindsOfQueries(
  people: readonly { readonly name: string; readonly surname: string; readonly number: string }[],
): readonly Kind[] {
  const swapped = (word: string) => `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`;
  const hits = people.flatMap(({ name, surname, number }, at) => [
    [surname.slice(0, 3), surname.slice(1, 6), name, number][at % 4] ?? name,
  ]);
  return [
    { kind: 'a hit', queries: [...hits, 'logistics', 'anna', 'kowal'] },
    {
      kind: 'a hit of common words',
      queries: [
        'anna schmidt',
        'schmidt anna',
        'anna kowalska',
        'maria garcia',
        'operator',
        'assembly',
        'maria',
      ],
    },
    { kind: 'a miss', queries: ['xqzv', 'zzzzzz', 'kqwxal', '99887766', 'anna xqzvw', 'wwwwwwww'] },
    { kind: 'one or two letters', queries: ['k', 'an', 'a k', 'mo', 'ło', 'z', 'em', 'e1', 'ya', 's m'] },
    { kind: 'one typing error', queries: people.map(({ surname }) => swapped(surname)) },
  ];
}
