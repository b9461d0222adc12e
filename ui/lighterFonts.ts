import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

type Axes = Record<string, { min: number; max: number }>;

const latin = /inter-latin-wght-normal[^/]*\.woff2$/;

/** What people type and screens say; other characters of that font come from the system's. */
const ranges = [
  [0x20, 0xff],
  [0x152, 0x153],
  [0x2013, 0x2026],
  [0x2039, 0x203a],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
];

const characters = ranges
  .flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)))
  .join('');

/** Takes the weights that nothing here uses out of the font of the first page: it is a tenth of what that page loads. */
export function lighterFonts(variationAxes: Axes): Plugin {
  const weights = Object.values(variationAxes)
    .map(({ min, max }) => `${min}-${max}`)
    .join('-');
  return {
    name: 'lighter-fonts',
    apply: 'build',
    async generateBundle(_, bundle) {
      const assets = Object.values(bundle).filter((file) => file.type === 'asset');
      for (const font of assets.filter(({ fileName }) => latin.test(fileName))) {
        const lighter = font.fileName.replace('.woff2', `-${weights}.woff2`);
        const source = await subsetFont(Buffer.from(font.source), characters, { targetFormat: 'woff2', variationAxes });
        // Files are kept by browsers for good: another content needs another name.
        for (const sheet of assets.filter(({ fileName }) => fileName.endsWith('.css')))
          sheet.source = String(sheet.source).replaceAll(font.fileName, lighter);
        delete bundle[font.fileName];
        this.emitFile({ type: 'asset', fileName: lighter, source });
      }
    },
  };
}
