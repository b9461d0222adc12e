// Counts what a browser loads before a page stands, compressed as it travels, and fails beyond the limit.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** In kilobytes: of the first page that anybody sees, and of the list, all of it, for a browser that kept nothing. */
const limits = { 'sign-in': 200, credentials: 242 };

/** Modules that each page asks for besides the entry, such as those of its route. */
const pages = {
  'sign-in': ['src/screens/sign-in/SignIn.tsx'],
  credentials: ['src/frame/Frame.tsx', 'src/screens/credentials/Credentials.tsx'],
};

const folder = 'dist';
const manifestFile = `${folder}/.vite/manifest.json`;
if (!existsSync(manifestFile)) {
  console.error('The first load cannot be counted before the UI is built: run npm run build.');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));

/** A module's file, its styles, and those of all modules that it cannot begin without. */
function filesOf(name, found = new Set()) {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`The build knows no module ${name}.`);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const style of chunk.css ?? []) found.add(style);
  for (const imported of chunk.imports ?? []) filesOf(imported, found);
  return found;
}

/** The font of Latin letters; the others are loaded only where such letters are shown. */
const font = readdirSync(`${folder}/assets`)
  .filter((name) => name.startsWith('inter-latin-wght'))
  .map((name) => `assets/${name}`)[0];

const size = (file) => {
  const content = readFileSync(`${folder}/${file}`);
  return file.endsWith('.woff2') ? content.length : gzipSync(content).length;
};

let over = false;
for (const [page, modules] of Object.entries(pages)) {
  const files = new Set(['index.html', font]);
  for (const module of ['index.html', ...modules]) filesOf(module, files);
  const sizes = [...files].filter(Boolean).map((file) => ({ file, bytes: size(file) }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const limit = limits[page] * 1024;
  console.log(`First load of ${page}: ${(total / 1024).toFixed(1)} KB of ${limits[page]} KB`);
  if (total > limit || process.argv.includes('--files'))
    for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) console.log(`  ${bytes}  ${file}`);
  over ||= total > limit;
}
process.exit(over ? 1 : 0);
