/** Group I: a scanner, or what says to be one: keys at a speed that no person has, into the field that has the focus. */
import type { Attempt } from './attempt.ts';

const typed = (name: string, text: string, delayMs = 5): Attempt => ({
  group: 'I',
  name,
  how: { is: 'typed', text, delayMs },
  noticed: null,
});
const chords = (name: string, given: readonly string[], noticed: Attempt['noticed'] = 'key'): Attempt => ({
  group: 'I',
  name,
  how: { is: 'hand', commands: [['key', '--delay', '5', ...given]] },
  noticed,
});

export const scanner: readonly Attempt[] = [
  chords('Alt+F4 at once', ['alt+F4', 'alt+F4', 'alt+F4']),
  chords('Ctrl+Shift+I at once', ['ctrl+shift+i', 'ctrl+shift+j', 'F12']),
  chords('Win+R and a command', ['super+r', 'c', 'm', 'd', 'Return']),
  chords('Ctrl+Alt+T and a command', ['ctrl+alt+t', 'i', 'd', 'Return']),
  chords('Ctrl+O and a path', ['ctrl+o', 'slash', 'e', 't', 'c', 'Return']),
  chords('group separator and its like', ['ctrl+bracketright', 'ctrl+backslash', 'ctrl+asciicircum']),
  chords(
    '100 times Enter',
    Array.from({ length: 100 }, () => 'Return'),
    null,
  ),
  chords(
    '100 times Tab',
    Array.from({ length: 100 }, () => 'Tab'),
    null,
  ),
  typed('2,000 characters', 'A1'.repeat(1_000), 1),
  typed('an address', 'https://evil.example/?q=1\n'),
  typed('a script address', 'javascript:alert(1)\n'),
  typed('a file', 'file:///etc/passwd\n'),
  typed('markup', '<script>document.title=1</script><img src=x onerror=document.title=1>\n'),
  typed('SQL', "'; DROP TABLE journal; --\n"),
  typed('a formula', '=HYPERLINK("https://evil.example","x")\n'),
  typed('a command', '$(reboot); `reboot` | sh\n'),
  typed('JSON', '{"__proto__":{"x":1},"$where":"1"}\n'),
  typed('half a scan', 'anna.kowalska@plant7|ABCDEF0123456789'),
  typed('what looks like a badge', `anna.kowalska@plant7.daypass.example|1|${'Zq8'.repeat(60)}\n`),
  typed('text from right to left', '\u202eانا\u200f\n', 12),
  typed('the layout changed', 'éàü€ßñ\n', 12),
];
