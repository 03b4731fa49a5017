/** Builds the dashboard into the server's package, which serves it. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const outDir = fileURLToPath(new URL("../server/dist/dashboard", import.meta.url));
const COMPRESSED = /\.(?:js|css|html|svg)$/;
/** Below it, compression saves no packet. */
const MIN_BYTES = 1_024;

/** Once here, rather than for every browser. */
const compressed: Plugin = {
  name: "compressed",
  apply: "build",
  closeBundle() {
    for (const entry of readdirSync(outDir, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !COMPRESSED.test(entry.name)) continue;
      const file = path.join(entry.parentPath, entry.name);
      const bytes = readFileSync(file);
      if (bytes.length < MIN_BYTES) continue;
      writeFileSync(
        `${file}.br`,
        brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
      );
      writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    }
  },
};

export default defineConfig({
  root,
  plugins: [react(), tailwind(), compressed],
  resolve: { conditions: ["farthing-source", "module", "browser", "import", "default"] },
  build: {
    outDir,
    emptyOutDir: true,
    chunkSizeWarningLimit: 600,
    reportCompressedSize: false,
    rollupOptions: { input: { dashboard: `${root}index.html`, portal: `${root}portal.html` } },
  },
  logLevel: "warn",
  server: { proxy: { "/api": "http://127.0.0.1:4800", "/docs": "http://127.0.0.1:4800" } },
});
