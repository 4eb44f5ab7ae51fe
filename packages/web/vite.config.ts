import react from '@vitejs/plugin-react';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, loadEnv, type Plugin } from 'vite';

// Where `pnpm dev` runs the server.
const SERVER = loadEnv('development', '.', 'SERVER_').SERVER_URL ?? 'http://127.0.0.1:4000';
// The server checks Origin on every WebSocket upgrade, so the proxy speaks with the server's own.
const toServer = { target: SERVER, changeOrigin: true, headers: { origin: SERVER } };

/** Writes smaller forms of what was built beside it, once, so that the server compresses nothing while people wait. */
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir = 'dist' }, bundle) {
    const texts = Object.values(bundle).filter(({ fileName }) => /\.(js|css|html|svg)$/.test(fileName));
    await Promise.all(texts.map(async (file) => {
      const content = Buffer.from(file.type === 'chunk' ? file.code : file.source);
      // Of what fits into one packet anyway, a second form would only be one more file.
      if (content.length < 1_400) return;
      await writeFile(join(dir, `${file.fileName}.br`), await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      // Browsers take Brotli over HTTPS only, and the hall's projector may well have none.
      await writeFile(join(dir, `${file.fileName}.gz`), await promisify(gzip)(content));
    }));
  },
});

export default defineConfig({
  plugins: [react(), compressed()],
  server: {
    host: '127.0.0.1',
    proxy: {
      '/graphql': { ...toServer, ws: true },
      '/uploads': toServer,
      '/files': toServer,
      '/exports': toServer,
    },
  },
  build: {
    outDir: 'dist',
    // The browsers inside chat apps on older phones.
    target: ['es2020', 'chrome87', 'safari14'],
    // ECharts and Ant Design are large by nature; ECharts loads only beside a chart.
    chunkSizeWarningLimit: 900,
  },
});
