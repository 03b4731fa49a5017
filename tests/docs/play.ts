/** Runs the examples of a page, in order and in one shell, against a server of their own. */
import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createLog } from "../../packages/server/src/platform/index.js";
import { readSettings } from "../../packages/server/src/settings.js";
import { startServer } from "../../packages/server/src/start-server.js";
import { createTestDatabase } from "../../packages/server/test/database.js";
import { type Example, ROOT } from "./pages.js";

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Played {
  readonly example: Example;
  /** What it printed. */
  readonly output: string;
  /** What the server answered to each curl of it. */
  readonly answers: readonly Answer[];
}

const CURL = fileURLToPath(new URL("curl.sh", import.meta.url));
const MAX_MS = 25_000;

/** A folder where programs find the packages that the pages import. */
export function createFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "farthing-docs-"));
  const packages = {
    "@farthing": "@farthing",
    "@ai-sdk/anthropic": "anthropic6",
    "@commet/node": "commet-node-7",
    ai: "ai6",
  };
  for (const [name, installed] of Object.entries(packages)) {
    const link = path.join(folder, "node_modules", name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(installedFolder(installed), link, "junction");
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function installedFolder(name: string): string {
  const found = ["tests/node_modules", "node_modules"]
    .map((place) => path.join(ROOT, place, name))
    .find((folder) => existsSync(folder));
  if (!found) throw new Error(`${name} is not installed`);
  return found;
}

/**
 * @param before examples whose effects the page takes for granted; they are run first and not reported
 * @throws Error with the output where an example ends with another code than 0
 */
export async function play(
  before: readonly Example[],
  examples: readonly Example[],
  env: Readonly<Record<string, string>>,
): Promise<Played[]> {
  const { folder, remove } = createFolder();
  const database = await createTestDatabase();
  try {
    const server = await startServer(
      readSettings({
        PORT: "0",
        FARTHING_DATA_DIR: path.join(folder, ".farthing"),
        DATABASE_URL: database.url,
        FARTHING_CATALOG_URL: "http://127.0.0.1:9/v1/models",
        FARTHING_JOBS: "off",
        FARTHING_WEBHOOK_ALLOW_PRIVATE: "on",
      }),
      createLog("silent"),
    );
    try {
      const all = [...before, ...examples];
      await runShell(folder, script(folder, all), { ...env, FARTHING_BASE_URL: server.url });
      return all.map((example, i) => played(folder, example, i)).slice(before.length);
    } finally {
      await server.stop();
    }
  } finally {
    await database.close();
    remove();
  }
}

const fileOf = (folder: string, index: number, kind: string): string => path.join(folder, `${index}.${kind}`);

function script(folder: string, examples: readonly Example[]): string {
  const parts = examples.map((example, i) => {
    const run = example.language === "sh" ? example.code : runOfProgram(folder, example.code, i);
    return `echo "line ${example.line}" >&2\nexport EXAMPLE_ANSWERS='${fileOf(folder, i, "answers")}'\n{\n${run}\n} > '${fileOf(folder, i, "out")}'`;
  });
  return ["set -eu", `source '${CURL}'`, ...parts].join("\n");
}

/** The clients' sources, as in the other tests; nothing has to be built. */
function runOfProgram(folder: string, code: string, index: number): string {
  const file = fileOf(folder, index, "mjs");
  writeFileSync(file, code);
  return `'${process.execPath}' --conditions farthing-source --import '${import.meta.resolve("tsx")}' '${file}'`;
}

function runShell(folder: string, code: string, env: Readonly<Record<string, string>>): Promise<void> {
  const file = path.join(folder, "page.sh");
  writeFileSync(file, code);
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, timeout: MAX_MS, env: { PATH: process.env.PATH, ...env } };
    execFile("bash", [file], options, (error, _, stderr) => {
      if (error) reject(new Error(`an example failed; it is the last line named here:\n${stderr}`));
      else resolve();
    });
  });
}

function played(folder: string, example: Example, index: number): Played {
  const answers = fileOf(folder, index, "answers");
  return {
    example,
    output: readFileSync(fileOf(folder, index, "out"), "utf8"),
    answers: existsSync(answers) ? readAnswers(answers) : [],
  };
}

const readAnswers = (file: string): Answer[] =>
  [...readFileSync(file, "utf8").matchAll(/^(\d+) (.*)$/gm)].map(([, status, body]) => ({
    status: Number(status),
    body: body!,
  }));
