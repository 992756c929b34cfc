/** What the search's field would say with one more letter: only where that letter goes to its end. */
import type { TypedInto } from '../kiosk.ts';

const testId = 'worker-search';

export const typedInto: TypedInto = (letter) => {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement) || field.dataset.testid !== testId) return null;
  const { value, selectionStart, selectionEnd, maxLength } = field;
  const isAtEnd = selectionStart === value.length && selectionEnd === value.length;
  return isAtEnd && value.length + letter.length <= maxLength ? value + letter : null;
};
