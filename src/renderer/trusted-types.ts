/** The one string-to-markup door: the on-screen keyboard labels its keys through innerHTML, always with plain text. */

interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML: (text: string) => string }): unknown;
}

/** Refuses whatever could be markup, so that a name with a tag in it can never become one. Call before anything draws. */
export function allowPlainTextOnly(): void {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  factory?.createPolicy('default', { createHTML: plainText });
}

export function plainText(text: string): string {
  if (/[<&]/.test(text)) throw new TypeError('markup is refused');
  return text;
}
