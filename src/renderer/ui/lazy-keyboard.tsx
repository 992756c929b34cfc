/** The on-screen keyboard before it is first wanted: a desk may never want it, and no station does at its start. */
import type { ComponentProps } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Keyboard } from './keyboard.tsx';

let loaded: typeof Keyboard | null = null;

export function LazyKeyboard(props: ComponentProps<typeof Keyboard>) {
  const [Shown, setShown] = useState(() => loaded);
  useEffect(() => {
    if (loaded !== null) return;
    void import('./keyboard.tsx').then(({ Keyboard }) => {
      loaded = Keyboard;
      setShown(() => Keyboard);
    });
  }, []);
  return Shown === null ? null : <Shown {...props} />;
}
