/** Panels and notes: the two surfaces everything stands on. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import type { Tone } from './status-pill.tsx';

export function Card(props: { readonly children: ComponentChildren; readonly look?: string }) {
  return <section class={`card ${props.look ?? ''}`}>{props.children}</section>;
}

const noteIcons: Readonly<Record<Tone, IconName>> = {
  good: 'check',
  warn: 'warning',
  bad: 'stop',
  calm: 'info',
};

/** A short message in place: an icon, a line that says it, and room for more. */
export function Note(props: {
  readonly tone: Tone;
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly icon?: IconName;
  readonly action?: ComponentChildren;
}) {
  return (
    <div class={`note note--${props.tone}`}>
      <Icon name={props.icon ?? noteIcons[props.tone]} />
      <div class="note__words">
        <p class="note__title">{props.title}</p>
        {props.children === undefined ? null : <div class="note__text">{props.children}</div>}
      </div>
      {props.action === undefined ? null : <div class="note__action">{props.action}</div>}
    </div>
  );
}
