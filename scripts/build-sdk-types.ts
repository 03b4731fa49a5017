/**
 * Writes the SDK's types from the API's own schemas: OpenAPI document → `packages/node/src/generated/api.ts`.
 * `--check` writes nothing and exits with 1 where the file differs from what it would write.
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { OpenAPIRegistry, OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import * as contract from "@farthing/contract";
import openapiTS, { astToString } from "openapi-typescript";
import { z } from "zod";
import { createApplication } from "../packages/server/src/app.js";
import { createClock, createLog, openDatabase } from "../packages/server/src/platform/index.js";
import { VERSION } from "../packages/server/src/version.js";

const OUTPUT = new URL("../packages/node/src/generated/api.ts", import.meta.url);
const HEADER = "// Made by `npm run sdk:types` from the schemas in packages/contract. Do not edit.\n\n";

/** What the server publishes at `/api/openapi.json`. No query is made, so no database has to be there. */
async function publishedDocument(): Promise<Document> {
  const log = createLog("silent");
  const database = openDatabase("postgres://127.0.0.1:1/none", log);
  const application = createApplication({
    database,
    clock: createClock(),
    log,
    secretKeys: ["nothing-is-sealed-with-this-one-here"],
  });
  try {
    const response = await application.app.request("/api/openapi.json");
    return (await response.json()) as Document;
  } finally {
    await application.close();
    await database.close();
  }
}

interface Document {
  readonly components?: { readonly schemas?: Record<string, unknown> };
}

/**
 * Every schema of the contract by its name. The document names only those of bodies and answers; queries such as
 * `ListCustomers` stand in it as loose parameters, and the SDK wants them as one type.
 */
function contractSchemas(): Record<string, unknown> {
  const registry = new OpenAPIRegistry();
  for (const [name, value] of Object.entries(contract)) {
    if (!(value instanceof z.ZodType) || !/^[A-Z]/.test(name)) continue;
    const schema = value.meta()?.id ? value : value.meta({ id: name });
    const content = { "application/json": { schema } };
    registry.registerPath({
      method: "get",
      path: `/${name}`,
      responses: { 200: { description: name, content } },
    });
  }
  const generator = new OpenApiGeneratorV31(registry.definitions);
  return (generator.generateComponents() as Document).components?.schemas ?? {};
}

async function generate(): Promise<string> {
  const document = await publishedDocument();
  const schemas = { ...document.components?.schemas, ...contractSchemas() };
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  const complete = {
    openapi: "3.1.0",
    info: { title: "Farthing API", version: VERSION },
    paths: {},
    components: { schemas: sorted },
  };
  const nodes = await openapiTS(JSON.stringify(complete), {
    // A default is filled in by the server: the caller may leave the field out.
    defaultNonNullable: false,
  });
  return HEADER + astToString(nodes);
}

const generated = await generate();
if (!process.argv.includes("--check")) await writeFile(OUTPUT, generated);
else if ((await readFile(OUTPUT, "utf8").catch(() => "")) !== generated) {
  console.error(`${fileURLToPath(OUTPUT)} is not what the schemas give. Run: npm run sdk:types`);
  process.exitCode = 1;
}
