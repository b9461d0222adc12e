import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { lighterFonts } from './lighterFonts.ts';

/** The smallest file that is worth a second one. */
const smallest = 1024;

/** Lays a .br and a .gz beside each file of text, for the server to answer with. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    writeBundle({ dir = 'dist' }) {
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const file = join(dir, name);
        const content = readFileSync(file);
        if (content.length < smallest) continue;
        writeFileSync(`${file}.br`, brotliCompressSync(content));
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

const server = 'http://127.0.0.1:7420';

export default defineConfig({
  plugins: [react(), lighterFonts({ wght: { min: 400, max: 650 } }), precompressed()],
  // Generous: a machine that is busy is no fault of the code.
  test: { setupFiles: ['src/testing/setup.ts'], testTimeout: 20_000 },
  server: { proxy: { '/api': server } },
  preview: { proxy: { '/api': server } },
  build: {
    // The policy of the pages allows no data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    // What each page loads first is counted from it.
    manifest: true,
  },
});
