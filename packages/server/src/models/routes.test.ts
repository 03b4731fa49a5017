import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { send, startTestInstance, TEST_SECRET_KEYS, type TestInstance } from "../../test/instance.js";
import { createApplication } from "../app.js";
import { createLog, idFromUuid } from "../platform/index.js";
import { createModelPricing } from "./pricing.js";

let instance: TestInstance;
let gateway: Server;
beforeAll(async () => {
  instance = await startTestInstance();
  const data = [
    { id: "newcomer/big-1", type: "language", pricing: { input: "0.000001", output: "0.000002" } },
  ];
  gateway = createServer((_, response) => response.end(JSON.stringify({ data }))).listen(0, "127.0.0.1");
});
afterAll(async () => {
  gateway.closeAllConnections();
  gateway.close();
  await instance.close();
});

interface Shown {
  provider: string;
  modelId: string;
}
const get = (path: string) => instance.call("GET", path);
const post = (path: string, body: unknown) => instance.call("POST", path, body);

test("pages go through every model once, in order, while models are added", async () => {
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const { body, status } = await get(`/models?limit=100&provider=openai${cursor && `&cursor=${cursor}`}`);
    expect(status).toBe(200);
    seen.push(...body.data.map((model: Shown) => model.modelId));
    if (seen.length === 100)
      await post("/models", { provider: "openai", modelId: "aaa", price: { inputPrice: 1, outputPrice: 0 } });
    cursor = body.nextCursor;
    expect(body.hasMore).toBe(cursor !== null);
  }
  expect(seen.length).toBe(new Set(seen).size);
  expect(seen).toContain("gpt-4o");
  expect(seen.length).toBeGreaterThan(80);
});

test("search looks in ids, names and other names, and takes wildcards literally", async () => {
  const ids = async (search: string) =>
    (await get(`/models?limit=100&search=${encodeURIComponent(search)}`)).body.data.map(
      (model: Shown) => `${model.provider}/${model.modelId}`,
    );
  expect(await ids("GPT-4o-mini")).toContain("openai/gpt-4o-mini");
  expect(await ids("Claude Sonnet 4.5")).toContain("anthropic/claude-sonnet-4-5");
  expect(await ids("gpt-4o-2024-08-06")).toContain("openai/gpt-4o");
  expect(await ids("openai/gpt-4o")).toContain("openai/gpt-4o");
  expect(await ids("%")).toEqual([]);
  expect(await ids("gpt_4o")).toEqual([]);
});

test("a provider may be named as its SDK names it", async () => {
  const { body } = await get("/models?provider=x-ai&limit=1");
  expect(body.data[0].provider).toBe("xai");
});

test("a model has its price now and its history, newest first, in rate scale", async () => {
  const { status, body } = await get("/models/anthropic/claude-opus-4-6");
  expect(status).toBe(200);
  expect(body).toMatchObject({ object: "model", livemode: false, kind: "language", source: "snapshot" });
  expect(body.price).toMatchObject({
    inputPrice: 50_000,
    outputPrice: 250_000,
    cacheReadPrice: 5_000,
    override: false,
  });
  expect(body.prices.map((price: { effectiveFrom: string }) => price.effectiveFrom)).toEqual([
    "2026-03-13T00:00:00.000Z",
    "1970-01-01T00:00:00.000Z",
  ]);
  expect(body.prices[1].tiers).toMatchObject([{ aboveTokens: 200_000, inputPrice: 100_000 }]);
});

test.each([
  ["/models/groq/moonshotai/kimi-k2-instruct", "moonshotai/kimi-k2-instruct"],
  ["/models/groq/moonshotai%2Fkimi-k2-instruct", "moonshotai/kimi-k2-instruct"],
  [
    "/models/bedrock/anthropic.claude-sonnet-4-20250514-v1:0",
    "regional.anthropic.claude-sonnet-4-20250514-v1:0",
  ],
  ["/models/anthropic/claude-sonnet-4-20250514", "claude-sonnet-4-0"],
  ["/models/x-ai/grok-4", "grok-4-0709"],
])("%s is %s", async (path, modelId) => {
  const { status, body } = await get(path);
  expect([status, body.modelId]).toEqual([200, modelId]);
});

test("an unknown model gives 404 and names the nearest", async () => {
  for (const path of ["/models/anthropic/claude-sonet-4", "/models/resolve?model=claude-sonet-4"]) {
    const { status, body } = await get(path);
    expect([status, body.error.code]).toEqual([404, "model_not_found"]);
    expect(body.error.details.nearest).toContain("anthropic/claude-sonnet-4-0");
    expect(body.error.details.nearest.length).toBeLessThanOrEqual(5);
  }
});

test.each([
  ["anthropic/claude-sonnet-4-0", "exact"],
  ["anthropic/claude-sonnet-4-20250514", "normalized"],
  ["claude-sonnet-4-20250514", "bare"],
])("resolving %s says that it was found as %s", async (model, how) => {
  const { body } = await get(`/models/resolve?model=${model}`);
  expect(body).toMatchObject({
    object: "model_resolution",
    model,
    how,
    resolved: { modelId: "claude-sonnet-4-0" },
  });
  expect(body.resolved.price.inputPrice).toBe(30_000);
});

test("an operator's model is there at once, has its price always, and only once", async () => {
  const input = {
    provider: "local",
    modelId: "team/llama-3:70b",
    displayName: "House model",
    price: {
      inputPrice: 0.5,
      outputPrice: 1.25,
      cacheReadPrice: 0.05,
      tiers: [{ aboveTokens: 1000, inputPrice: 1, outputPrice: 2 }],
    },
  };
  const created = await post("/models", input);
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({ source: "operator", kind: "language", displayName: "House model" });
  const shown = await get("/models/local/team/llama-3:70b");
  expect(shown.body.price).toMatchObject({
    inputPrice: 0.5,
    outputPrice: 1.25,
    cacheReadPrice: 0.05,
    cacheWritePrice: null,
    effectiveFrom: "1970-01-01T00:00:00.000Z",
    tiers: [{ aboveTokens: 1000, inputPrice: 1, outputPrice: 2 }],
  });
  const again = await post("/models", input);
  expect([again.status, again.body.error.code]).toEqual([409, "model_already_exists"]);
  const known = await post("/models", { ...input, provider: "openai", modelId: "gpt-4o" });
  expect([known.status, known.body.error.code]).toEqual([409, "model_already_exists"]);
});

test("an embedding model, which answers with no tokens, has no price of output to be said", async () => {
  const model = { provider: "local", modelId: "vectors", kind: "embedding", price: { inputPrice: 100 } };
  const created = await post("/models", model);
  expect([created.status, created.body.price.outputPrice]).toEqual([201, 0]);
  expect((await post("/models/local/vectors/prices", { inputPrice: 200 })).status).toBe(201);
});

test("an override is ended from now on: the catalog's price holds again, and what was before it stays", async () => {
  const model = "/models/openai/gpt-4.1-mini";
  const before = (await get(model)).body.price;
  const end = () => instance.call("DELETE", `${model}/prices/override`);
  expect((await end()).body.error).toMatchObject({ code: "invalid_state", param: "modelId" });
  instance.clock.set("2026-06-01T00:00:00Z");
  await post(`${model}/prices`, { inputPrice: 1, outputPrice: 2 });
  expect((await get(model)).body.price).toMatchObject({ inputPrice: 1, override: true });
  instance.clock.set("2026-06-02T00:00:00Z");
  const ended = await end();
  expect([ended.status, ended.body]).toEqual([200, before]);
  const { price, prices } = (await get(model)).body;
  expect(price).toEqual(before);
  expect(prices[0]).toMatchObject({
    inputPrice: before.inputPrice,
    override: false,
    endsOverride: true,
    effectiveFrom: "2026-06-02T00:00:00.000Z",
  });
  expect((await end()).body.error.code).toBe("invalid_state");
  // Late usage of the time in between is rated by the override.
  const { rows } = await instance.database.pool.query("SELECT id FROM environments WHERE kind = 'sandbox'");
  const book = await createModelPricing().currentBook(instance.database.db, idFromUuid("env", rows[0].id));
  const at = (time: string) => book.price("openai/gpt-4.1-mini", undefined, new Date(time));
  expect(at("2026-06-01T12:00:00Z")).toMatchObject({ inputNanos: 100_000n });
  expect(at("2026-06-02T12:00:00Z")).toMatchObject({ id: before.id });
  // It can be overridden again; a model of one's own has nothing to go back to.
  await post(`${model}/prices`, { inputPrice: 3, outputPrice: 4 });
  instance.clock.set("2026-06-03T00:00:00Z");
  expect((await get(model)).body.price.inputPrice).toBe(3);
  const own = { provider: "local", modelId: "only", price: { inputPrice: 1, outputPrice: 1 } };
  await post("/models", own);
  const nowhere = await instance.call("DELETE", "/models/local/only/prices/override");
  expect(nowhere.body.error.code).toBe("invalid_state");
  instance.clock.reset();
});

test("an override is a new row over the catalog's, from now on unless it is dated", async () => {
  instance.clock.set("2026-06-01T00:00:00Z");
  const created = await post("/models/groq/moonshotai/kimi-k2-instruct/prices", {
    inputPrice: 1,
    outputPrice: 2,
  });
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({
    override: true,
    source: "operator",
    effectiveFrom: "2026-06-01T00:00:00.000Z",
  });
  const { body } = await get("/models/groq/moonshotai/kimi-k2-instruct");
  expect(body.price.id).toBe(created.body.id);
  expect(body.prices.map((price: { source: string }) => price.source)).toEqual(["operator", "snapshot"]);
});

test("a price is not set on another name of a model", async () => {
  const { status, body } = await post("/models/anthropic/claude-sonnet-4-20250514/prices", {
    inputPrice: 1,
    outputPrice: 0,
  });
  expect([status, body.error.code]).toEqual([404, "model_not_found"]);
  expect(body.error.details.nearest).toEqual(["anthropic/claude-sonnet-4-0"]);
});

test.each([
  ["/models", { provider: "local", modelId: "m" }, "price"],
  ["/models", { provider: "Local Host", modelId: "m", price: { inputPrice: 1, outputPrice: 0 } }, "provider"],
  ["/models", { provider: "local", modelId: "a b", price: { inputPrice: 1, outputPrice: 0 } }, "modelId"],
  ["/models", { provider: "local", modelId: "m", price: { inputPrice: -1 } }, "price.inputPrice"],
  [
    "/models",
    { provider: "local", modelId: "m", price: { inputPrice: 0.000001, outputPrice: 0 } },
    "price.inputPrice",
  ],
  ["/models/openai/gpt-4o/prices", { outputPrice: 1 }, "inputPrice"],
  ["/models/openai/gpt-4o/prices", { inputPrice: 1 }, "outputPrice"],
  [
    "/models/openai/gpt-4o/prices",
    { inputPrice: 1, outputPrice: 2, tiers: [{ aboveTokens: 9, inputPrice: 1 }] },
    "tiers[0].outputPrice",
  ],
  ["/models", { provider: "local", modelId: "m", price: { inputPrice: 1 } }, "price.outputPrice"],
  [
    "/models",
    { provider: "local", modelId: "m", kind: "image", price: { inputPrice: 1 } },
    "price.outputPrice",
  ],
  ["/models/openai/gpt-4o/prices", { inputPrice: 1e14 }, "inputPrice"],
  [
    "/models/openai/gpt-4o/prices",
    { inputPrice: 1, outputPrice: 0, effectiveFrom: "yesterday" },
    "effectiveFrom",
  ],
  [
    "/models/openai/gpt-4o/prices",
    {
      inputPrice: 1,
      tiers: [
        { aboveTokens: 9, inputPrice: 1 },
        { aboveTokens: 9, inputPrice: 2 },
      ],
    },
    "tiers",
  ],
  ["/model-aliases", { alias: "", model: "openai/gpt-4o" }, "alias"],
  ["/model-aliases", { alias: "mine", model: "gpt-4o" }, "model"],
  ["/model-aliases", { alias: "openai/gpt-4o-mini", model: "openai/gpt-4o" }, "alias"],
])("POST %s with %j gives 422 at %s", async (path, body, param) => {
  const answer = await post(path, body);
  expect([answer.status, answer.body.error.code, answer.body.error.param]).toEqual([
    422,
    "validation_error",
    param,
  ]);
});

test("an alias prices what your code sends, once, until it is removed", async () => {
  const created = await post("/model-aliases", { alias: "my-fast-model", model: "openai/gpt-4o-mini" });
  expect([created.status, created.body.model]).toEqual([201, "openai/gpt-4o-mini"]);
  expect((await get("/models/resolve?model=my-fast-model")).body).toMatchObject({
    how: "alias",
    resolved: { modelId: "gpt-4o-mini" },
  });
  const again = await post("/model-aliases", { alias: "my-fast-model", model: "openai/gpt-4o" });
  expect([again.status, again.body.error.code]).toEqual([409, "code_taken"]);
  const unknown = await post("/model-aliases", { alias: "other", model: "openai/gpt-40-mini" });
  expect([unknown.status, unknown.body.error.param]).toEqual([404, "model"]);
  expect((await get("/model-aliases")).body.data.map((row: { alias: string }) => row.alias)).toEqual([
    "my-fast-model",
  ]);
  expect((await instance.call("DELETE", `/model-aliases/${created.body.id}`)).status).toBe(200);
  expect((await instance.call("DELETE", `/model-aliases/${created.body.id}`)).status).toBe(404);
  expect((await get("/models/resolve?model=my-fast-model")).status).toBe(404);
});

test("a sync is run and shown; without the network its state says why, and prices stay", async () => {
  expect((await get("/catalog-sync")).body).toMatchObject({ status: "never", lastSucceededAt: null });
  const { port } = gateway.address() as AddressInfo;
  const { database, clock } = instance;
  const application = (catalogSyncUrl: string) =>
    createApplication({
      database,
      clock,
      log: createLog("silent"),
      secretKeys: TEST_SECRET_KEYS,
      catalogSyncUrl,
      checkAnswers: true,
    });
  const online = application(`http://127.0.0.1:${port}/`);
  const synced = await send(online, instance.key, "POST", "/catalog-sync");
  expect(synced.body).toMatchObject({
    object: "catalog_sync",
    status: "succeeded",
    modelsAdded: 1,
    pricesAdded: 1,
  });
  const offline = application("http://127.0.0.1:1/");
  const failed = await send(offline, instance.key, "POST", "/catalog-sync");
  expect([failed.status, failed.body.status]).toEqual([200, "failed"]);
  expect(failed.body.error).toContain("127.0.0.1:1");
  expect(failed.body.lastSucceededAt).toBe(synced.body.lastSucceededAt);
  expect((await get("/models/newcomer/big-1")).body.price.inputPrice).toBe(10_000);
});

test.each(["constructor", "__proto__", "tostring"])(
  "a provider called %s is a provider like others",
  async (provider) => {
    const created = await post("/models", {
      provider,
      modelId: "m",
      price: { inputPrice: 1, outputPrice: 0 },
    });
    if (provider === "__proto__") return expect(created.status).toBe(422);
    expect(created.status).toBe(201);
    expect((await get(`/models/${provider}/m`)).body.provider).toBe(provider);
  },
);

test.each([
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "2026-02-30T00:00:00Z",
  "2024-02-29T23:59:60Z",
])("a price from %s is taken or refused, never a fault", async (effectiveFrom) => {
  const { status, body } = await post("/models/openai/gpt-4/prices", {
    inputPrice: 1,
    outputPrice: 0,
    effectiveFrom,
  });
  expect([201, 422]).toContain(status);
  if (status === 422) expect(body.error.param).toBe("effectiveFrom");
  expect((await get("/models/openai/gpt-4")).status).toBe(200);
});

test.each(["b3Vycw", "!!!", Buffer.from("a \u0000").toString("base64url")])(
  "cursor %s gives 422",
  async (cursor) => {
    const { status, body } = await get(`/models?cursor=${cursor}`);
    expect([status, body.error.param]).toEqual([422, "cursor"]);
  },
);

test("a key that may only read can look but not change", async () => {
  const { body } = await post("/api-keys", { name: "reader", scope: "read" });
  expect((await send(instance, body.key, "GET", "/models/openai/gpt-4o")).status).toBe(200);
  for (const path of ["/models", "/models/openai/gpt-4o/prices", "/model-aliases", "/catalog-sync"]) {
    expect((await send(instance, body.key, "POST", path, {})).status).toBe(403);
  }
});

test("the document has the path with its parameters, and other methods give 405", async () => {
  const response = await instance.app.request("/api/openapi.json");
  const { paths } = (await response.json()) as { paths: Record<string, object> };
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      "/api/v1/models/{provider}/{modelId}",
      "/api/v1/models/{provider}/{modelId}/prices",
    ]),
  );
  expect((await instance.call("DELETE", "/models/openai/gpt-4o")).status).toBe(405);
});
