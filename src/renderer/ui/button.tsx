/** Buttons: one look per weight, an icon beside the word where it helps, and never smaller than a gloved finger. */
import type { ComponentChildren, Ref } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

export interface ButtonProps {
  readonly onTap: () => void;
  readonly children: ComponentChildren;
  /** `primary` at most once a screen: it is what the screen is for. */
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'large';
  readonly icon?: IconName | null;
  readonly testId?: string | null;
  /** The printer that the button names, for whoever drives the page. */
  readonly printer?: string | null;
  readonly isDisabled?: boolean;
  /** For a button whose words are hidden or too short. */
  readonly label?: string | null;
  readonly buttonRef?: Ref<HTMLButtonElement>;
  readonly hasFocusFirst?: boolean;
  /** For an answer that matters and appears where another button was: dead for a moment, so that a slow second tap does nothing. */
  readonly isGuarded?: boolean;
}

/** Longer than a nervous finger, shorter than a thought. */
const guardMs = 800;

/** False until the button has stood there for a moment. */
function useSettled(isGuarded: boolean): boolean {
  const [isSettled, setSettled] = useState(!isGuarded);
  useEffect(() => {
    if (!isGuarded) return;
    const timer = setTimeout(() => setSettled(true), guardMs);
    return () => clearTimeout(timer);
  }, [isGuarded]);
  return isSettled;
}

export function Button(props: ButtonProps) {
  const { look = 'secondary', size = 'normal', icon = null, testId = null, label = null } = props;
  const isSettled = useSettled(props.isGuarded ?? false);
  return (
    <button
      type="button"
      ref={props.buttonRef ?? null}
      class={`button button--${look} button--${size}`}
      onClick={(event) => {
        // The second half of a double tap: by now another button may stand in the same place.
        if (event.detail <= 1 && isSettled) props.onTap();
      }}
      disabled={props.isDisabled ?? false}
      {...(isSettled ? {} : { 'aria-disabled': true })}
      {...(testId === null ? {} : { 'data-testid': testId })}
      {...(props.printer == null ? {} : { 'data-printer': props.printer })}
      {...(label === null ? {} : { 'aria-label': label })}
      {...(props.hasFocusFirst ? { 'data-first': '' } : {})}
    >
      {icon === null ? null : <Icon name={icon} />}
      <span class="button__words">{props.children}</span>
    </button>
  );
}
