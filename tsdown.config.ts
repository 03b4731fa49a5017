/** Builds what is run and what is published. The contract is bundled into what needs it; it is not published itself. */
import { defineConfig, type UserConfig } from "tsdown";

const shared: UserConfig = {
  target: "node20",
  sourcemap: true,
  clean: true,
  logLevel: "warn",
  report: false,
};
/** The clients run wherever `fetch` does, and are required by CommonJS programs too. */
const client: UserConfig = {
  ...shared,
  format: ["esm", "cjs"],
  dts: { sourcemap: false },
  platform: "neutral",
  fixedExtension: true,
};

export default defineConfig([
  {
    ...shared,
    cwd: "packages/server",
    entry: ["src/main.ts", "src/index.ts"],
    format: "esm",
    platform: "node",
    dts: false,
    noExternal: [/^@farthing\/contract/],
    inputOptions: { resolve: { conditionNames: ["farthing-source", "import", "node", "default"] } },
  },
  { ...client, cwd: "packages/node", entry: ["src/index.ts"] },
  { ...client, cwd: "packages/ai-sdk", entry: ["src/index.ts"] },
  { ...shared, cwd: "packages/cli", entry: ["src/main.ts"], format: "esm", platform: "node", dts: false },
]);
