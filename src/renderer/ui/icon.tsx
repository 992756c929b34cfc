/** The icons: drawn here as strokes of one width, so that they follow the text's colour and need no file. */

const paths = {
  check: 'M4.5 12.5l5 5L19.5 7',
  cross: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  search: 'M11 4a7 7 0 100 14 7 7 0 000-14zM16.2 16.2L21 21',
  printer: 'M7 9V3.5h10V9M7 17H5a2 2 0 01-2-2v-4a2 2 0 012-2h14a2 2 0 012 2v4a2 2 0 01-2 2h-2M7 14h10v6.5H7z',
  online: 'M2.5 9a14 14 0 0119 0M5.8 12.6a9 9 0 0112.4 0M9 16a4.5 4.5 0 016 0M12 19.5h.01',
  offline:
    'M3 3l18 18M5.8 12.6a9 9 0 013.4-2.1M2.5 9a14 14 0 014-2.6M11 5.1A14 14 0 0121.5 9M15 10.6a9 9 0 013.2 2M9 16a4.5 4.5 0 016 0M12 19.5h.01',
  person: 'M12 3.5a4.2 4.2 0 100 8.4 4.2 4.2 0 000-8.4zM4 20.5c.7-4 3.9-6.1 8-6.1s7.3 2.1 8 6.1',
  lock: 'M6 10.5h12a1.5 1.5 0 011.5 1.5v7a1.5 1.5 0 01-1.5 1.5H6A1.5 1.5 0 014.5 19v-7A1.5 1.5 0 016 10.5zM8 10.5V7.5a4 4 0 018 0v3M12 14.5v2.5',
  signOut: 'M14 4H6a1.5 1.5 0 00-1.5 1.5v13A1.5 1.5 0 006 20h8M10 12h11M17 8l4 4-4 4',
  globe:
    'M12 3a9 9 0 100 18 9 9 0 000-18zM3.2 12h17.6M12 3c2.6 2.6 3.9 5.6 3.9 9s-1.3 6.4-3.9 9c-2.6-2.6-3.9-5.6-3.9-9S9.4 5.6 12 3z',
  clock: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3.5 2.5',
  badge:
    'M6.5 6.5h11A1.5 1.5 0 0119 8v11.5a1.5 1.5 0 01-1.5 1.5h-11A1.5 1.5 0 015 19.5V8a1.5 1.5 0 011.5-1.5zM10 6.5V4.2A1.2 1.2 0 0111.2 3h1.6A1.2 1.2 0 0114 4.2v2.3M9 11h2.5v2.5H9zM9 16.5h6M14.5 11h.5M14.5 13.5h.5',
  warning: 'M12 4L2.8 19.5h18.4zM12 10v4.5M12 17.2h.01',
  stop: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.5v5.5M12 16.4h.01',
  info: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5.5M12 7.6h.01',
  question: 'M12 3a9 9 0 100 18 9 9 0 000-18zM9.3 9.5a2.7 2.7 0 115 1.4c-.8 1-2.3 1.3-2.3 2.9M12 16.7h.01',
  retry: 'M20 5v5h-5M19.6 10A8 8 0 104.5 14.5',
  trash: 'M4.5 6.5h15M9.5 6.5V4h5v2.5M6.5 6.5l.9 14h9.2l.9-14M10.2 10.5v6M13.8 10.5v6',
  phone:
    'M8 2.5h8A1.5 1.5 0 0117.5 4v16a1.5 1.5 0 01-1.5 1.5H8A1.5 1.5 0 016.5 20V4A1.5 1.5 0 018 2.5zM11 18.5h2',
  keyboard:
    'M3.5 6h17A1.5 1.5 0 0122 7.5v9a1.5 1.5 0 01-1.5 1.5h-17A1.5 1.5 0 012 16.5v-9A1.5 1.5 0 013.5 6zM6 10h.01M10 10h.01M14 10h.01M18 10h.01M7.5 14h9',
  list: 'M8.5 6h12M8.5 12h12M8.5 18h12M4 6h.01M4 12h.01M4 18h.01',
  key: 'M15.5 3.5a5 5 0 00-4.8 6.4L3.5 17v3.5H7l.8-2.3h2.3l.8-2.5 2-2a5 5 0 102.6-10.2zM16.5 7.5h.01',
  sun: 'M12 7.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM12 2v2.2M12 19.8V22M2 12h2.2M19.8 12H22M4.9 4.9l1.6 1.6M17.5 17.5l1.6 1.6M19.1 4.9l-1.6 1.6M6.5 17.5l-1.6 1.6',
  moon: 'M20 14.2A8.5 8.5 0 119.8 4a7 7 0 0010.2 10.2z',
  auto: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 3v18M12 7.5l6.5-1M12 12h9M12 16.5l6.5 1',
  backspace: 'M9 5.5h11a1.5 1.5 0 011.5 1.5v10a1.5 1.5 0 01-1.5 1.5H9L2.5 12zM12 9.5l5 5M17 9.5l-5 5',
  eye: 'M2.5 12C4.8 8 8.2 6 12 6s7.2 2 9.5 6c-2.3 4-5.7 6-9.5 6s-7.2-2-9.5-6zM12 9a3 3 0 100 6 3 3 0 000-6z',
  ruler: 'M3.5 8.5h17v7h-17zM7 8.5v3M10.3 8.5v2M13.7 8.5v3M17 8.5v2',
  none: 'M6 12h12',
} as const;

export type IconName = keyof typeof paths;

/** Icons that show a direction in reading order, turned around in right-to-left languages. */
const mirrored: ReadonlySet<IconName> = new Set(['back', 'signOut', 'backspace', 'list']);

/** Always beside a word, so it says nothing to a screen reader. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={mirrored.has(name) ? 'icon icon--mirrored' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
