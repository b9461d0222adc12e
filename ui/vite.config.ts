import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { lighterFonts } from './lighterFonts.ts';

const server = 'http://127.0.0.1:7420';

export default defineConfig({
  plugins: [react(), lighterFonts({ wght: { min: 400, max: 650 } })],
  test: { setupFiles: ['src/testing/setup.ts'] },
  server: { proxy: { '/api': server } },
  preview: { proxy: { '/api': server } },
  build: {
    // The policy of the pages allows no data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    // What each page loads first is counted from it.
    manifest: true,
  },
});
