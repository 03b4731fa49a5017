import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["farthing-source"] },
  ssr: { resolve: { conditions: ["farthing-source"], externalConditions: ["farthing-source"] } },
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "tests/**/*.test.ts", "bench/**/*.test.ts"],
    globalSetup: ["tests/postgres/start.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
