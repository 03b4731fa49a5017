/** What is published: both builds, without Node, and its types. Reads packages/node/dist; `npm run build` makes it. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { createContext, runInContext } from "node:vm";
import type * as Sdk from "@farthing/node";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const dist = fileURLToPath(new URL("../../packages/node/dist/", import.meta.url));
const cjsFile = join(dist, "index.cjs");
const esmFile = join(dist, "index.mjs");

const loadCjs = (): typeof Sdk => createRequire(import.meta.url)(cjsFile) as typeof Sdk;
const loadEsm = (): Promise<typeof Sdk> =>
  import(/* @vite-ignore */ pathToFileURL(esmFile).href) as Promise<typeof Sdk>;

describe("the builds", () => {
  it("export the same names from ESM and CommonJS", async () => {
    const names = Object.keys(await loadEsm()).sort();
    expect(names).toContain("Farthing");
    expect(Object.keys(loadCjs()).sort()).toEqual(names);
  });

  it("know each other's errors", async () => {
    const esm = await loadEsm();
    const cjs = loadCjs();
    const client = new cjs.Farthing({ apiKey: "k", fetch: () => new Response("{}", { status: 404 }) });
    const error = await client.customers.get({ id: "u" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(esm.NotFoundError);
    expect(error).toBeInstanceOf(cjs.NotFoundError);
    expect(error).not.toBeInstanceOf(esm.ConflictError);
  });

  it.each([cjsFile, esmFile])("need nothing beside themselves: %s", (file) => {
    expect(readFileSync(file, "utf8")).not.toMatch(/\brequire\(|\bimport\(|^import\b|["']node:/m);
  });

  it("run where there is only what the web has", async () => {
    const requests: string[] = [];
    const fetch = (url: string): Response => {
      requests.push(url);
      return new Response('{"id":"cus_1"}');
    };
    const module = { exports: {} as typeof Sdk };
    const web = {
      Headers,
      URL,
      URLSearchParams,
      AbortController,
      Response,
      crypto,
      fetch,
      setTimeout,
      clearTimeout,
    };
    runInContext(
      readFileSync(cjsFile, "utf8"),
      createContext({ ...web, console, module, exports: module.exports }),
    );
    expect(() => new module.exports.Farthing()).toThrow(/no API key/);
    const farthing = new module.exports.Farthing({ apiKey: "k", queue: { onDrop: () => {} } });
    expect(await farthing.customers.get({ id: "u" })).toMatchObject({ id: "cus_1" });
    farthing.usage.enqueue({ customerId: "u", feature: "f" });
    await farthing.shutdown({ timeout: 1 }).catch(() => {});
    expect(requests).toHaveLength(2);
  });
});

/** Compiles `source` against the published types, without those of Node. @returns what is wrong with it */
function problemsOf(source: string): string[] {
  const directory = mkdtempSync(join(tmpdir(), "farthing-types-"));
  try {
    const file = join(directory, "program.ts");
    writeFileSync(file, source);
    const program = ts.createProgram([file], {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      paths: { "@farthing/node": [join(dist, "index.d.mts")] },
    });
    return ts
      .getPreEmitDiagnostics(program)
      .map(
        (problem) =>
          `${(problem.start ?? 0) && lineOf(problem)}: ${ts.flattenDiagnosticMessageText(problem.messageText, " ")}`,
      );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const lineOf = ({ file, start = 0 }: ts.Diagnostic): string =>
  file?.text.slice(start).split("\n", 1)[0]?.trim() ?? "";

const program = `
import { APIError, DuplicateEventError, Farthing, InsufficientBalanceError } from "@farthing/node";
const farthing = new Farthing({ fetch: (url, init) => fetch(url, init) });
const maybe: number | undefined = Math.random() > 0.5 ? 1 : undefined;
export async function run(error: unknown): Promise<void> {
  await farthing.usage.track({ customerId: "u", feature: "api_calls", value: maybe, timestamp: new Date() });
  await farthing.customer("u").usage.track({ feature: "api_calls", properties: { region: "eu" } });
  for await (const customer of farthing.customers.list()) customer.address?.city satisfies string | undefined;
  (await farthing.plans.list({ includePrivate: true })).data[0]?.prices[0]?.price satisfies number | undefined;
  await farthing.featureAccess.canUse({ customerId: "u", code: "sso" });
  await farthing.subscriptions.create({ customerId: "u", planCode: "pro" });
  if (error instanceof DuplicateEventError) error.event?.id satisfies string | undefined;
  else if (error instanceof InsufficientBalanceError) error.required satisfies number | undefined;
  else if (error instanceof APIError) error.status satisfies number;
}
`;

const register = `
declare module "@farthing/node" {
  interface Register {
    features: { api_calls: { type: "metered" }; sso: { type: "boolean" } };
    plans: { pro: { name: "Pro \\" quoted" } };
  }
}
`;

const mistakes = `
export const wrong = [
  farthing.usage.track({ customerId: "u", feature: "api_cals" }),
  farthing.usage.track({ customerId: "u", feature: "sso" }),
  farthing.features.get({ code: "ssso" }),
  farthing.subscriptions.create({ customerId: "u", planCode: "prro" }),
];
`;

describe("the types", () => {
  it("stand without those of Node, and take any code before codes are registered", () => {
    expect(problemsOf(program + mistakes)).toEqual([]);
  });

  it("know the codes once they are registered", () => {
    expect(problemsOf(program + register)).toEqual([]);
    expect(problemsOf(program + register + mistakes)).toEqual([
      expect.stringContaining('"api_cals"'),
      expect.stringContaining('"sso"'),
      expect.stringContaining('"ssso"'),
      expect.stringContaining('"prro"'),
    ]);
  });
});

/** Runs a program to its end against a server. @returns how it ended and the batches that the server got */
async function runProcess(code: string, answer: (count: number) => { status: number; body: unknown }) {
  const batches: string[][] = [];
  let count = 0;
  const handle: RequestListener = async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const { status, body } = answer(count++);
    if (status === 200) {
      const { events } = JSON.parse(text) as { events: { idempotencyKey: string }[] };
      batches.push(events.map((event) => event.idempotencyKey));
    }
    response.writeHead(status, { connection: "close" }).end(JSON.stringify(body));
  };
  const server = createServer(handle).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const source = `
    import { Farthing } from ${JSON.stringify(pathToFileURL(esmFile).href)};
    const queue = { flushInterval: 3_600_000 };
    const farthing = new Farthing({ apiKey: "k", baseURL: ${JSON.stringify(baseURL)}, queue });
    farthing.usage.enqueue({ customerId: "u", feature: "f", idempotencyKey: "only" });
    ${code}`;
  const args = ["--input-type=module", "-e", source];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  server.close();
  return { stdout: stdout.trim(), batches };
}

const taken = { status: 200, body: { results: [{ status: "recorded" }] } };

describe("a process", () => {
  it("that comes to its end is not kept by the queue's timer, and takes no event with it", async () => {
    expect(await runProcess("", () => taken)).toEqual({ stdout: "", batches: [["only"]] });
  });

  it("that awaits a flush does not end before it, though only a pause is left to do", async () => {
    const code = `
      const { pending } = await farthing.flush();
      const open = farthing.usage.enqueue({ customerId: "u", feature: "f", idempotencyKey: "after" });
      console.log(JSON.stringify({ pending, open }));`;
    const away = { status: 503, body: {} };
    expect(await runProcess(code, (count) => (count === 0 ? away : taken))).toEqual({
      stdout: '{"pending":0,"open":true}',
      batches: [["only"], ["after"]],
    });
  });
});
