/** Buttons: one look per weight, an icon beside the word where it helps, and never smaller than a gloved finger. */
import type { ComponentChildren, Ref } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface ButtonProps {
  readonly onTap: () => void;
  readonly children: ComponentChildren;
  /** `primary` at most once a screen: it is what the screen is for. */
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'large';
  readonly icon?: IconName | null;
  readonly testId?: string | null;
  readonly isDisabled?: boolean;
  /** For a button whose words are hidden or too short. */
  readonly label?: string | null;
  readonly buttonRef?: Ref<HTMLButtonElement>;
  readonly hasFocusFirst?: boolean;
}

export function Button(props: ButtonProps) {
  const { look = 'secondary', size = 'normal', icon = null, testId = null, label = null } = props;
  return (
    <button
      type="button"
      ref={props.buttonRef ?? null}
      class={`button button--${look} button--${size}`}
      onClick={(event) => {
        // The second half of a double tap: by now another button may stand in the same place.
        if (event.detail <= 1) props.onTap();
      }}
      disabled={props.isDisabled ?? false}
      {...(testId === null ? {} : { 'data-testid': testId })}
      {...(label === null ? {} : { 'aria-label': label })}
      {...(props.hasFocusFirst ? { 'data-first': '' } : {})}
    >
      {icon === null ? null : <Icon name={icon} />}
      <span class="button__words">{props.children}</span>
    </button>
  );
}
