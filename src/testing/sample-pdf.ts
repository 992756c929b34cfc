/** The smallest PDF a spooler takes: one or more pages of a given size with a black square on each. */

const pointsPerMm = 72 / 25.4;

export function samplePdf(size: {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly pages?: number;
}): Uint8Array {
  const pages = Array.from({ length: size.pages ?? 1 }, (_, index) => 4 + index);
  const box = [size.widthMm, size.heightMm].map((mm) => (mm * pointsPerMm).toFixed(2)).join(' ');
  const drawing = '0 g 10 10 40 40 re f';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((id) => `${id} 0 R`).join(' ')}] >>`,
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    ...pages.map(() => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${box}] /Contents 3 0 R >>`),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const count = objects.length + 1;
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${offsets.join('')}`;
  const end = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return new TextEncoder().encode(text + table + end);
}
