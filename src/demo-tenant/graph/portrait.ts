/** A calm drawn portrait for each demo worker with a photo: head and shoulders on a soft ground, as a PNG. */

const grounds = [
  [222, 233, 226],
  [233, 225, 214],
  [216, 226, 236],
  [236, 222, 218],
] as const;
const skins = [
  [244, 211, 183],
  [198, 145, 104],
  [141, 93, 62],
  [92, 60, 43],
] as const;
const coats = [
  [36, 84, 92],
  [186, 92, 48],
  [58, 70, 104],
  [74, 96, 62],
] as const;

type Colour = readonly [number, number, number];
interface Colours {
  readonly ground: Colour;
  readonly skin: Colour;
  readonly coat: Colour;
}

/** The drawing below is in these units, whatever the size of the picture. */
const units = 120;

/** A PNG of `side` by `side` pixels, always the same for an id. */
export async function portrait(id: string, side: number): Promise<Blob> {
  const seed = Number.parseInt(id.slice(-6), 16);
  const colours = {
    ground: grounds[seed % 4] ?? grounds[0],
    skin: skins[(seed >> 2) % 4] ?? skins[0],
    coat: coats[(seed >> 4) % 4] ?? coats[0],
  };
  const rows = new Uint8Array(side * (side * 3 + 1));
  const step = units / side;
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      rows.set(softColourAt(x * step, y * step, step, colours), y * (side * 3 + 1) + 1 + x * 3);
  return png(rows, side);
}

/** The mean of four points in a pixel, so that edges are smooth. */
function softColourAt(x: number, y: number, step: number, colours: Colours): readonly number[] {
  const points = [0.25, 0.75].flatMap((dy) =>
    [0.25, 0.75].map((dx) => colourAt(x + dx * step, y + dy * step, colours)),
  );
  return [0, 1, 2].map((channel) => points.reduce((sum, point) => sum + (point[channel] ?? 0), 0) / 4);
}

function colourAt(x: number, y: number, colours: Colours): Colour {
  const within = (cx: number, cy: number, rx: number, ry: number) =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
  const hair: Colour = [52, 40, 36];
  if (within(60, 52, 21, 26) && y > 40) return colours.skin;
  if (within(60, 44, 25, 28) && y < 62) return hair;
  if (within(60, 82, 11, 16) && y < 92) return colours.skin;
  return within(60, 132, 46, 46) ? colours.coat : colours.ground;
}

/** 8-bit RGB, no filter: the smallest PNG that every viewer takes. */
async function png(rows: Uint8Array<ArrayBuffer>, side: number): Promise<Blob> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, side);
  view.setUint32(4, side);
  header.set([8, 2, 0, 0, 0], 8);
  const packed = new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate'));
  const data = new Uint8Array(await new Response(packed).arrayBuffer());
  const signature = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Blob([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', new Uint8Array())]);
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(data.length + 12);
  const view = new DataView(whole.buffer);
  view.setUint32(0, data.length);
  whole.set(new TextEncoder().encode(type), 4);
  whole.set(data, 8);
  view.setUint32(data.length + 8, crc(whole.subarray(4, data.length + 8)));
  return whole;
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
