/** A state as icon and word in its colour: never by colour alone. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'good' | 'warn' | 'bad' | 'calm';

export function StatusPill(props: {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly children: ComponentChildren;
  readonly testId?: string;
  readonly state?: string;
  readonly label?: string;
}) {
  return (
    <span
      class={`pill pill--${props.tone}`}
      {...(props.testId === undefined ? {} : { 'data-testid': props.testId, 'data-state': props.state })}
      {...(props.label === undefined ? {} : { title: props.label })}
    >
      <Icon name={props.icon} />
      <span class="pill__words">{props.children}</span>
    </span>
  );
}
