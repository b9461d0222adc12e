import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = 'http://127.0.0.1:7420';

export default defineConfig({
  plugins: [react()],
  test: { setupFiles: ['src/testing/setup.ts'] },
  server: { proxy: { '/api': server } },
  preview: { proxy: { '/api': server } },
  build: {
    // The policy of the pages allows no data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
            { name: 'mantine', test: /node_modules[\\/]@mantine[\\/](core|hooks|notifications|spotlight|store)[\\/]/ },
            { name: 'query', test: /node_modules[\\/]@tanstack[\\/]query/ },
          ],
        },
      },
    },
  },
});
