/** Group J, templates: files beside the config that say how a badge looks, read and printed as a station does. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Design } from '../../src/core/badge/template.ts';
import { configLine, parseConfig } from '../../src/main/config.ts';
import type { PdfMaker } from '../../src/main/paper-ports.ts';
import { createBadges } from '../../src/main/printing/badge/badges.ts';
import { sampleContent } from '../../src/main/printing/paper/sample-code.ts';
import { loadTemplates } from '../../src/main/template-files.ts';
import { sampleBadge } from '../../src/testing/sample-badge.ts';
import { samplePdf } from '../../src/testing/sample-pdf.ts';
import type { Outcome } from './attempt.ts';

const script = 'document.title=1';
const name = { field: 'name', boxMm: [54, 2, 28, 9] };
const good = { stock: 'card-cr80', codeMm: [0, 0, 52], fields: [name] };
const logoAt = (source: object) => ({ ...good, logo: { boxMm: [54, 20, 20, 10], ...source } });
const boxed = (...boxMm: readonly number[]) => ({ ...good, fields: [{ ...name, boxMm }] });
const saying = (text: string) => ({ ...good, fields: [{ ...name, field: 'text', text }] });

/** Each stops the start, and these words of the line that is said show that it was for this reason. */
const refused: Readonly<Record<string, readonly [template: unknown, says: string]>> = {
  'a logo out of its folder': [
    logoAt({ file: '../../../etc/passwd' }),
    'logo.file: found "../../../etc/passwd"',
  ],
  'a logo by its whole path': [logoAt({ file: '/etc/passwd.png' }), 'logo.file: found "/etc/passwd.png"'],
  'a logo from a server': [logoAt({ png: 'https://evil.example/x.png' }), 'logo.png: found "https:'],
  'a logo that runs': [
    logoAt({ png: 'data:image/svg+xml;base64,PHN2Zy8+' }),
    'logo.png: found "data:image/svg',
  ],
  'a box of a thousand kilometres': [boxed(54, 2, 1e9, 1e9), 'fields.0.boxMm.2: found 1000000000'],
  'a box left of the paper': [boxed(-1e9, 2, 28, 9), 'fields.0.boxMm.0: found -1000000000'],
  'a size that is a style': [{ ...good, codeMm: [0, 0, '52mm;position:fixed'] }, 'codeMm.2: found "52mm;pos'],
  'a style of its own': [{ ...good, style: 'body{background:url(//evil.example)}' }, 'style: found'],
  'the key of a prototype': [
    JSON.stringify(good).replace('{', '{"__proto__":{"logo":{"file":"/etc/passwd"}},'),
    '__proto__: found',
  ],
  'a constructor': [{ ...good, constructor: { prototype: { x: 1 } } }, 'constructor: found'],
  'fields by the thousand': [{ ...good, fields: Array(3_000).fill(name) }, 'fields: found'],
  'a list 10,000 deep': [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, '(file): found no JSON'],
  'a file of 10 MB': [saying('A'.repeat(10_000_000)), '(file): found 10000097 bytes'],
};

/** Each is taken, and is nothing but letters on the paper. */
const printed: Readonly<Record<string, string>> = {
  'a script': `<script>${script}</script>`,
  'a picture that fails': `"><img src=x onerror=${script}>`,
  'markup that closes the page': '</bdi></span></div></body><h1>out</h1>',
  'a style': '</style><style>*{display:none}</style>{{x}}',
  'text turned round': '\u202eexe.tset\u202c \u2066x\u2069 y',
};

/** One outcome for each template. */
export async function playTemplates(): Promise<readonly Outcome[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'daypass-templates-'));
  try {
    const outcomes: Outcome[] = [];
    for (const [what, [template, says]] of Object.entries(refused)) {
      const loaded = await load(folder, template);
      const said = loaded.ok ? 'taken' : configLine(loaded.error);
      outcomes.push(outcome(what, said.includes(`t.json: ${says}`) ? [] : [said]));
    }
    const tame = await paperOf(folder, 'words');
    for (const [what, text] of Object.entries(printed))
      outcomes.push(outcome(what, wrongOnPaper(await paperOf(folder, text), tame)));
    return outcomes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As at a start: the config names the file beside it. */
async function load(folder: string, template: unknown) {
  const text = typeof template === 'string' ? template : JSON.stringify(template);
  await writeFile(path.join(folder, 't.json'), text);
  const configFile = path.join(folder, 'station.json');
  const printers = [{ queue: 'Q', stock: 'card-cr80', template: 't.json' }];
  const config = parseConfig(JSON.stringify({ printing: { printers } }), configFile);
  if (!config.ok) throw new Error(configLine(config.error));
  return loadTemplates(config.value.printing, configFile);
}

/** The page that Chromium would be given to print. */
async function paperOf(folder: string, text: string): Promise<string> {
  const loaded = await load(folder, saying(text));
  const template = loaded.ok ? loaded.value.get('t.json') : undefined;
  if (template === undefined) return loaded.ok ? '' : configLine(loaded.error);
  let page = '';
  const pdfMaker: PdfMaker = {
    pdf: async (html) => {
      page = html;
      return samplePdf({ widthMm: 85.6, heightMm: 53.98, pages: 1 });
    },
  };
  const design: Design = { template, cardsPerSheet: 1 };
  await createBadges({ pdfMaker }).render({ ...sampleBadge, design, content: sampleContent(245) });
  return page;
}

/** The same elements as with plain words, and nothing that turns the text round. */
function wrongOnPaper(page: string, tame: string): readonly string[] {
  const isSame = page !== '' && elementsOf(page) === elementsOf(tame);
  return [
    ...(isSame ? [] : [`the page is ${elementsOf(page) || 'not there'}`]),
    ...(/[\u202a-\u202e\u2066-\u2069]/.test(page) ? ['the text is turned round'] : []),
  ];
}

/** Without the size of the letters, which follows the text's length. */
function elementsOf(page: string): string {
  const tags = [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/font-size:[^;]*|clamp:\d+/g, ''));
  return tags.join('');
}

function outcome(what: string, wrong: readonly string[]): Outcome {
  return { group: 'J', name: `${what} in a template`, wrong, noticed: null, usableAfterMs: null };
}
