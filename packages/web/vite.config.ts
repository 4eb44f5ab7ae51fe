import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

// Where `pnpm dev` runs the server.
const SERVER = loadEnv('development', '.', 'SERVER_').SERVER_URL ?? 'http://127.0.0.1:4000';
// The server checks Origin on every WebSocket upgrade, so the proxy speaks with the server's own.
const toServer = { target: SERVER, changeOrigin: true, headers: { origin: SERVER } };

export default defineConfig({
  plugins: [react()],
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
