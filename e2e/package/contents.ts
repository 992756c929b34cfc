/** What may lie in the package: the built app and one native module; nothing of tests, faults, sources or the builder's machine. */

export interface PackedFile {
  /** Below the archive's root, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly isUnpacked: boolean;
}

/** Goal of the project, without the native module. */
export const mostArchiveBytes = 6_000_000;

const mayHold: readonly RegExp[] = [
  /^package\.json$/,
  /^out\/main\/[\w-]+(\.electron)?\.cjs$/,
  /^out\/preload\/kiosk\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(js|css|woff2)$/,
  /^node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/[\w/-]+\.js)$/,
];
const native = /^node_modules\/better-sqlite3\/(build\/Release\/better_sqlite3|prebuilds\/[\w-]+)\.node$/;

/** One line for each file that has no business in the package. */
export function judgeFiles(files: readonly PackedFile[]): readonly string[] {
  const natives = files.filter((file) => native.test(file.path));
  const others = files.filter((file) => !native.test(file.path));
  return [
    ...(natives.length === 1 ? [] : [`${natives.length} native modules instead of one`]),
    ...others
      .filter((file) => !mayHold.some((one) => one.test(file.path)))
      .map((file) => `${file.path} is inside`),
    ...files
      .filter((file) => file.isUnpacked && !file.path.startsWith('node_modules/better-sqlite3/'))
      .map((file) => `${file.path} is unpacked`),
  ];
}

/** Words that only faults, tests, source maps or a builder's machine would bring in. */
const tellTales: readonly RegExp[] = [
  /sourceMappingURL=/,
  /\blose-reply\b/,
  /\bsetFault\b/,
  /\bLostConnection\b/,
  /\bfrom ['"]vitest['"]|\bfast-check\b|@playwright\/test/,
  /\bcreateTestCertificates\b/,
];

/** @param root of the project on this machine, which nobody else should learn */
export function judgeText(path: string, text: string, root: string): readonly string[] {
  const found = tellTales.filter((word) => word.test(text)).map((word) => `${path} holds ${word.source}`);
  return text.includes(root) ? [...found, `${path} names the folder it was built in`] : found;
}
