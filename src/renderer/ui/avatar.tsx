/** A person's picture, or their initials on a calm colour that stays the same for them. */
import { initialsOf, toneOf } from '../words/format.ts';

const tones = 6;

export function Avatar(props: {
  readonly id: string;
  readonly name: string;
  readonly photo?: string | null;
  readonly alt?: string;
  readonly size?: 'small' | 'large';
}) {
  const { id, name, photo = null, alt = '', size = 'small' } = props;
  const look = `avatar avatar--${size}`;
  if (photo !== null) return <img class={look} src={photo} alt={alt} draggable={false} />;
  return (
    <span class={`${look} avatar--tone-${toneOf(id, tones)}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
