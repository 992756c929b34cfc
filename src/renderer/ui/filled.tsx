/** A sentence of the locale with an element in the place of one of its words. */
import type { ComponentChildren } from 'preact';

/** What to pass for the word: a sentence made with it is split here, wherever the language puts it. */
export const gap = '\u0000';

export function Filled(props: { readonly sentence: string; readonly children: ComponentChildren }) {
  const [before = '', after = ''] = props.sentence.split(gap);
  return (
    <>
      {before}
      {props.children}
      {after}
    </>
  );
}

/** A person's name in a headline: in its own direction, and on a line of its own before it is torn apart. */
export function Name({ children }: { readonly children: string }) {
  return <bdi class="name">{children}</bdi>;
}
