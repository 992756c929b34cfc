/** The on-screen keyboard: simple-keyboard draws the keys, the field stays focused and keeps its caret. */
import { useEffect, useRef } from 'preact/hooks';
import { SimpleKeyboard } from 'simple-keyboard';
import 'simple-keyboard/build/css/index.css';
import type { RefObject } from 'preact';
import type { Locale } from '../../shared/api.ts';
import { useText } from '../context.ts';
import type { Text } from '../words/i18n.ts';
import { keyboardLayouts, keysOf, pressed, specialKeys } from './keyboard-layouts.ts';

export function Keyboard(props: {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onText: (text: string) => void;
}) {
  const text = useText();
  const host = useRef<HTMLDivElement>(null);
  const { field } = props;
  const onText = useRef(props.onText);
  onText.current = props.onText;
  useEffect(() => {
    if (host.current === null) return;
    return mount(host.current, text, (key) => {
      const input = field.current;
      if (input === null) return;
      const { value } = input;
      const edit = pressed(
        key,
        value,
        input.selectionStart ?? value.length,
        input.selectionEnd ?? value.length,
      );
      input.value = edit.text.slice(0, 120);
      input.setSelectionRange(edit.caret, edit.caret);
      onText.current(input.value);
    });
  }, [text, field]);
  return (
    <section class="keyboard" aria-label={text.t('keyboard.label')} dir="ltr">
      <div ref={host} class="keyboard__keys" />
    </section>
  );
}

/** Returns the function that takes the keyboard away. */
function mount(host: HTMLDivElement, text: Text, onKey: (key: string) => void): () => void {
  const layouts = keyboardLayouts[text.locale];
  let shown = 0;
  const keyboard = new SimpleKeyboard(host, {
    ...lookOf(text, layouts, shown),
    useButtonTag: true,
    preventMouseDownDefault: true,
    physicalKeyboardHighlight: false,
    onKeyPress: (key: string) => {
      if (key !== specialKeys.script) {
        onKey(key);
        return;
      }
      shown = (shown + 1) % layouts.length;
      keyboard.setOptions(lookOf(text, layouts, shown));
    },
  });
  return () => keyboard.destroy();
}

const scriptNames: Readonly<Record<Locale, readonly string[]>> = {
  en: [],
  es: [],
  de: [],
  pl: [],
  ar: ['ABC', 'أ ب ج'],
};

function lookOf({ t, locale }: Text, layouts: readonly (readonly string[])[], shown: number) {
  const rows = layouts[shown] ?? [];
  const attribute = (name: string, value: string, buttons: string) => ({ attribute: name, value, buttons });
  return {
    layout: { default: [...rows] },
    display: {
      [specialKeys.delete]: '⌫',
      [specialKeys.space]: t('keyboard.space'),
      [specialKeys.script]: scriptNames[locale][shown] ?? '',
    },
    theme: 'hg-theme-default keys',
    buttonAttributes: [
      // A person with a real keyboard types: tabbing through forty keys would only be in the way.
      attribute('tabindex', '-1', keysOf(rows)),
      attribute('type', 'button', keysOf(rows)),
      attribute('aria-label', t('keyboard.delete'), specialKeys.delete),
      attribute('aria-label', t('keyboard.script'), specialKeys.script),
    ],
  };
}
