/** The mark and the pictures: a badge with the day rising on it, drawn so that it takes the theme's colours. */

export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 64 64" aria-hidden="true">
      <rect class="mark__card" x="12" y="10" width="40" height="50" rx="9" />
      <path class="mark__slot" d="M26 17h12" />
      <path class="mark__sun" d="M20 46a12 12 0 0124 0z" />
      <path class="mark__rays" d="M32 27v-3M20.7 31.7l-2-2.2M43.3 31.7l2-2.2" />
      <path class="mark__line" d="M20 52h24" />
    </svg>
  );
}

/** A pattern that looks like a code and is none: it must never scan. */
const modules: readonly string[] = [
  '1111111010101111111',
  '1000001001101000001',
  '1011101011001011101',
  '1011101000101011101',
  '1000001010101000001',
  '1111111010101111111',
  '0000000011000000000',
  '1011011100110110101',
  '0100100011011001010',
  '1101011010100101101',
  '0010110101101010010',
  '1011001010011011101',
  '0000000010110100110',
  '1111111001011010101',
  '1000001010110101011',
  '1011101011010011010',
  '1000001001101100101',
  '1111111010011010111',
];

/** The badge of the sign-in screen. */
export function BadgePicture() {
  return (
    <svg class="picture" viewBox="0 0 300 420" aria-hidden="true">
      <path class="picture__strap" d="M118 0l22 66h20l22-66z" />
      <rect class="picture__clip" x="132" y="52" width="36" height="34" rx="8" />
      <rect class="picture__card" x="30" y="72" width="240" height="330" rx="26" />
      <path class="picture__top" d="M56 72h188a26 26 0 0126 26v58H30V98a26 26 0 0126-26z" />
      <rect class="picture__slot" x="122" y="86" width="56" height="12" rx="6" />
      <path class="picture__sun" d="M114 156a36 36 0 0172 0z" />
      <g class="picture__code" transform="translate(79 182)">
        {modules.flatMap((row, y) =>
          [...row].map((bit, x) =>
            bit === '1' ? <rect key={`${x}-${y}`} x={x * 7.5} y={y * 7.5} width="7.6" height="7.6" /> : null,
          ),
        )}
      </g>
      <rect class="picture__line" x="79" y="340" width="142" height="14" rx="7" />
      <rect class="picture__line picture__line--soft" x="104" y="366" width="92" height="10" rx="5" />
    </svg>
  );
}

/** A folded slip with a PIN that nobody can read from here. */
export function SlipPicture() {
  return (
    <svg class="picture picture--slip" viewBox="0 0 260 300" aria-hidden="true">
      <path class="picture__card" d="M24 20h212v244l-26 16-27-16-26 16-27-16-26 16-27-16-26 16-27-16z" />
      <rect class="picture__line picture__line--soft" x="56" y="52" width="104" height="12" rx="6" />
      <rect class="picture__mouth" x="48" y="92" width="164" height="74" rx="14" />
      {[0, 1, 2, 3].map((place) => (
        <circle key={place} class="picture__digit" cx={80 + place * 33} cy="129" r="10" />
      ))}
      <rect class="picture__line" x="56" y="196" width="148" height="12" rx="6" />
      <rect class="picture__line picture__line--soft" x="56" y="222" width="98" height="10" rx="5" />
    </svg>
  );
}

/** A badge coming out of a printer. */
export function PrinterPicture() {
  return (
    <svg class="picture picture--printer" viewBox="0 0 320 260" aria-hidden="true">
      <rect class="picture__body" x="30" y="40" width="260" height="120" rx="24" />
      <rect class="picture__mouth" x="78" y="128" width="164" height="16" rx="8" />
      <circle class="picture__lamp" cx="256" cy="72" r="9" />
      <g class="picture__out">
        <rect class="picture__card" x="92" y="136" width="136" height="112" rx="12" />
        <path class="picture__sun" d="M138 184a22 22 0 0144 0z" />
        <rect class="picture__line" x="116" y="200" width="88" height="10" rx="5" />
        <rect class="picture__line picture__line--soft" x="132" y="220" width="56" height="8" rx="4" />
      </g>
      <rect class="picture__lip" x="62" y="118" width="196" height="18" rx="9" />
    </svg>
  );
}
