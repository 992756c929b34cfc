/** Loads the templates that a config names from beside it, and says exactly what is wrong with a bad one. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { cr80 } from '../core/badge/stock.ts';
import type { Template } from '../core/badge/template.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type Config, type ConfigTrouble, parseJson } from './config.ts';
import { unreadableLength } from './printing/badge/legibility.ts';
import { largestLogoBytes, logoAllowed, logoUrl } from './printing/badge/logo.ts';
import { type LogoSource, type TemplateDraft, templateSchema } from './printing/badge/template-schema.ts';

/** By the names that the config gives them. */
export type Templates = ReadonlyMap<string, Template>;

type PrinterConfig = Config['printing']['printers'][number];

/** With a picture of its own a template is larger than its words alone. */
const largestFileBytes = 256 * 1024;

export function loadTemplates(
  { printers }: Config['printing'],
  configFile: string,
): Result<Templates, ConfigTrouble> {
  const folder = path.dirname(configFile);
  const templates = new Map<string, Template>();
  const proven = new Set<string>();
  for (const [index, printer] of printers.entries()) {
    const name = printer.template;
    if (name === null) continue;
    const file = path.join(folder, name);
    const known = templates.get(name);
    const template = known === undefined ? load(file, folder) : ok(known);
    if (!template.ok) return template;
    templates.set(name, template.value);
    const trouble =
      misfit(template.value, printer, `printing.printers.${index}`, { file, configFile }) ??
      (proven.has(`${printer.dpi} ${name}`) ? null : illegible(template.value, printer.dpi, file));
    if (trouble !== null) return err(trouble);
    proven.add(`${printer.dpi} ${name}`);
  }
  return ok(templates);
}

function load(file: string, folder: string): Result<Template, ConfigTrouble> {
  const text = bytesOf(file, largestFileBytes);
  if (!text.ok)
    return err({ file, key: '(file)', found: text.error, allowed: allowedFile(largestFileBytes) });
  const draft = parseJson(templateSchema, Buffer.from(text.value).toString('utf8'), file);
  return draft.ok ? withLogo(draft.value, file, folder) : draft;
}

/** Replaces the name or the bytes of the picture by what will be printed. */
function withLogo(draft: TemplateDraft, file: string, folder: string): Result<Template, ConfigTrouble> {
  const { template, logoSource } = draft;
  if (template.logo === null || logoSource === null) return ok(template);
  const refused = (found: string) =>
    err({ file, key: 'file' in logoSource ? 'logo.file' : 'logo.png', found, allowed: logoAllowed });
  const png = pictureOf(logoSource, folder);
  if (!png.ok) return refused(png.error);
  const url = logoUrl(png.value);
  return url.ok ? ok({ ...template, logo: { ...template.logo, url: url.value } }) : refused(url.error.found);
}

function pictureOf(source: LogoSource, folder: string): Result<Uint8Array, string> {
  if ('file' in source) return bytesOf(path.join(folder, source.file), largestLogoBytes);
  return ok(Buffer.from(source.png.slice(source.png.indexOf(',') + 1), 'base64'));
}

/** A template for other paper, or for a card that does not go onto the sheet as often as asked for. */
function misfit(
  template: Template,
  { stock, cardsPerSheet }: PrinterConfig,
  key: string,
  { file, configFile }: { readonly file: string; readonly configFile: string },
): ConfigTrouble | null {
  if (template.stock !== stock)
    return { file, key: 'stock', found: `"${template.stock}"`, allowed: `"${stock}", as ${key} has it` };
  const isCard = template.card.widthMm === cr80.widthMm && template.card.heightMm === cr80.heightMm;
  if (cardsPerSheet === 1 || isCard) return null;
  const allowed = `1 with a template whose card is not ${cr80.widthMm} by ${cr80.heightMm} mm`;
  return { file: configFile, key: `${key}.cardsPerSheet`, found: String(cardsPerSheet), allowed };
}

function illegible(template: Template, dpi: number, file: string): ConfigTrouble | null {
  const bytes = unreadableLength(template, dpi);
  if (bytes === null) return null;
  const found = `${template.code.widthMm} mm: a content of ${bytes} bytes cannot be read at ${dpi} dpi`;
  return { file, key: 'codeMm', found, allowed: `a larger code, or a printer of more than ${dpi} dpi` };
}

function allowedFile(bytes: number): string {
  return `a file that can be read, of at most ${bytes / 1024} kB`;
}

/** The error is the file system's word. */
function bytesOf(file: string, most: number): Result<Uint8Array, string> {
  try {
    const { size } = statSync(file);
    return size > most ? err(`${size} bytes`) : ok(readFileSync(file));
  } catch (unreadable) {
    return err((unreadable as NodeJS.ErrnoException).code ?? 'unreadable');
  }
}
