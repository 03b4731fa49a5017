import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

it("the SDK's types are those of the API's schemas: else run npm run sdk:types", async () => {
  const check = ["--import", "tsx", "scripts/build-sdk-types.ts", "--check"];
  await expect(promisify(execFile)(process.execPath, check, { cwd: root })).resolves.toMatchObject({
    stderr: "",
  });
});
