import { defineConfig } from "vitest/config";

const shared = {
  resolve: { conditions: ["farthing-source"] },
  ssr: { resolve: { conditions: ["farthing-source"], externalConditions: ["farthing-source"] } },
};
const timeouts = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  ...shared,
  test: {
    // Here and not in the projects, which see what it provides: one Postgres serves both.
    globalSetup: ["tests/postgres/start.ts"],
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          ...timeouts,
          name: "client",
          // It replaces modules, and waits on a clock that is played.
          include: ["packages/node/{src,test}/**/*.test.ts"],
        },
      },
      {
        ...shared,
        test: {
          ...timeouts,
          name: "rest",
          include: ["packages/*/{src,test}/**/*.test.ts", "tests/**/*.test.ts", "bench/**/*.test.ts"],
          exclude: ["**/node_modules/**", "packages/node/**"],
          // Reading the modules of the server anew for each file was half of the CPU that its tests took: 57 s, and 28
          // without, for fourteen files. What a file changes beyond its own instance, it puts back.
          isolate: false,
        },
      },
    ],
  },
});
