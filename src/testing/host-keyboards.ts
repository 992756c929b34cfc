/**
 * What the positions of a keyboard type on six layouts of the station's computer, as Chromium tells them under X11
 * (measured with xdotool and setxkbmap): a scanner presses positions and knows nothing of the layout.
 */

/** Without and with Shift by position; \u25cc stands for a dead key. */
type Layout = Readonly<Record<string, string>>;

const letters = (row: string): Layout => {
  const codes = [...'QWERTYUIOPASDFGHJKLZXCVBNM'].map((letter) => `Key${letter}`);
  return Object.fromEntries(
    codes.map((code, at) => [code, `${row[at] ?? ''}${row[at]?.toUpperCase() ?? ''}`]),
  );
};
const digits = (row: string, shifted: string): Layout =>
  Object.fromEntries(
    [...'1234567890'].map((digit, at) => [`Digit${digit}`, `${row[at] ?? ''}${shifted[at] ?? ''}`]),
  );
const marks = (...pairs: readonly string[]): Layout => {
  const codes = [
    'Minus',
    'Equal',
    'BracketLeft',
    'BracketRight',
    'Backslash',
    'Semicolon',
    'Quote',
    'Backquote',
    'Comma',
    'Period',
    'Slash',
  ];
  return Object.fromEntries(codes.map((code, at) => [code, pairs[at] ?? '']));
};

const latin = 'qwertyuiopasdfghjklzxcvbnm';
const us: Layout = {
  ...letters(latin),
  ...digits('1234567890', '!@#$%^&*()'),
  ...marks('-_', '=+', '[{', ']}', '\\|', ';:', '\'"', '`~', ',<', '.>', '/?'),
};
/** Letters that Shift does not make a capital of are written twice. */
const arabicRow = 'ضصثقفغعهخحشسيبلاتنمئءؤرلىة';

export const hostLayouts = {
  'US English': us,
  German: {
    ...letters('qwertzuiopasdfghjklyxcvbnm'),
    ...digits('1234567890', '!"§$%&/()='),
    ...marks('ß?', '\u25cc\u25cc', 'üÜ', '+*', "#'", 'öÖ', 'äÄ', '\u25cc°', ',;', '.:', '-_'),
  },
  French: {
    ...letters('azertyuiopqsdfghjklwxcvbn,'),
    KeyM: ',?',
    ...digits('&é"\'(-è_çà', '1234567890'),
    ...marks(')°', '=+', '\u25cc\u25cc', '$£', '*µ', 'mM', 'ù%', '²~', ';.', ':/', '!§'),
  },
  Polish: us,
  Spanish: {
    ...letters(latin),
    ...digits('1234567890', '!"·$%&/()='),
    ...marks("'?", '¡¿', '\u25cc\u25cc', '+*', 'çÇ', 'ñÑ', '\u25cc\u25cc', 'ºª', ',;', '.:', '-_'),
  },
  Arabic: {
    ...letters(arabicRow),
    KeyB: 'لآ',
    ...digits('1234567890', '!@#$%^&*()'),
    ...marks('-_', '=+', 'ج>', 'د<', '\\…', 'ك:', 'ط"', 'ذّ', 'و،', 'ز.', 'ظ؟'),
  },
} as const satisfies Readonly<Record<string, Layout>>;

export type HostLayout = keyof typeof hostLayouts;

export interface Press {
  readonly key: string;
  readonly code: string;
  readonly isShift: boolean;
}

/** Where a scanner that is set to the US layout finds a character. */
type Position = Pick<Press, 'code' | 'isShift'>;
const positions: ReadonlyMap<string, Position> = new Map<string, Position>(
  Object.entries({ ...us, Space: ' ' }).flatMap(([code, [plain = '', shifted = '']]) => [
    [shifted, { code, isShift: true }] as const,
    [plain, { code, isShift: false }] as const,
  ]),
);

/** The keys of a scan of printable ASCII as they come on this layout; a dead key and the one after it are an input method's. */
export function pressesOf(text: string, host: HostLayout): readonly Press[] {
  let isAfterDead = false;
  return [...text].map((letter) => {
    const at = positions.get(letter);
    if (at === undefined) throw new Error(`no key for ${letter}`);
    const layout: Layout = hostLayouts[host];
    const typed = at.code === 'Space' ? ' ' : (layout[at.code]?.[at.isShift ? 1 : 0] ?? '');
    const isDead = typed === '\u25cc';
    const key = isDead || isAfterDead ? 'Process' : typed;
    isAfterDead = isDead;
    return { key, ...at };
  });
}
