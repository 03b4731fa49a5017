import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fakeApi, json } from "../test/fake-api.js";
import { Commet, Farthing, FarthingError } from "./index.js";
import { VERSION } from "./version.js";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** Where a client made from the environment sends to, and the key it sends. */
async function seenBy(make: (fetch: (url: string, init: RequestInit) => Response) => Farthing) {
  const seen = { url: "", key: "" };
  const farthing = make((url, init) => {
    seen.url = url;
    seen.key = new Headers(init.headers).get("x-api-key") ?? "";
    return json({});
  });
  await farthing.customers.get({ id: "u" });
  return seen;
}

describe("the client", () => {
  it("takes its key and its server from the environment", async () => {
    vi.stubEnv("COMMET_API_KEY", "ck_test_commet");
    expect(await seenBy((fetch) => new Farthing({ fetch }))).toEqual({
      url: "http://127.0.0.1:4800/api/v1/customers/u",
      key: "ck_test_commet",
    });
    vi.stubEnv("FARTHING_API_KEY", "ck_test_farthing\n");
    vi.stubEnv("FARTHING_BASE_URL", "https://billing.test/farthing/");
    expect(await seenBy((fetch) => new Farthing({ fetch }))).toEqual({
      url: "https://billing.test/farthing/api/v1/customers/u",
      key: "ck_test_farthing",
    });
    expect(
      await seenBy((fetch) => new Farthing({ fetch, apiKey: "k", baseURL: "http://h:1/api/v1" })),
    ).toEqual({
      url: "http://h:1/api/v1/customers/u",
      key: "k",
    });
  });

  it("says what to do where there is no key", () => {
    vi.stubEnv("FARTHING_API_KEY", "");
    vi.stubEnv("COMMET_API_KEY", "");
    expect(() => new Farthing()).toThrow(/new Farthing\(\{ apiKey \}\) or set FARTHING_API_KEY/);
    expect(() => new Farthing({ apiKey: "  " })).toThrow(FarthingError);
  });

  it.each([
    { apiKey: "two\nlines" },
    { baseURL: "farthing.test" },
    { baseURL: "ftp://farthing.test" },
    { timeout: 0 },
    { timeout: Number.NaN },
    { maxRetries: -1 },
    { maxRetries: 1.5 },
    { queue: { maxSize: 0 } },
    { queue: { maxBatchSize: 101 } },
  ])("refuses %o", (options) => {
    expect(() => new Farthing({ apiKey: "k", ...options })).toThrow(FarthingError);
  });

  it("is Commet too", () => {
    expect(Commet).toBe(Farthing);
  });

  it("runs where there is no process", async () => {
    // Only while the client runs: the test runner needs its process again with the next turn.
    vi.stubGlobal("process", undefined);
    const { farthing, requests } = fakeApi(() => json({}));
    const queued = farthing.usage.enqueue({ customerId: "u", feature: "api_calls" });
    const call = farthing.customers.get({ id: "u" });
    const withoutKey = vi.fn(() => new Farthing());
    expect(withoutKey).toThrow(/no API key/);
    vi.unstubAllGlobals();
    expect(queued).toBe(true);
    await call;
    expect(requests).toHaveLength(1);
  });

  it("calls the global fetch on its own object", async () => {
    vi.stubGlobal("fetch", function (this: unknown) {
      if (this !== globalThis && this !== undefined) throw new TypeError("Illegal invocation");
      return Promise.resolve(json({ id: "cus_1" }));
    });
    expect(await new Farthing({ apiKey: "k" }).customers.get({ id: "u" })).toEqual({ id: "cus_1" });
    vi.stubGlobal("fetch", undefined);
    expect(() => new Farthing({ apiKey: "k" })).toThrow(/no fetch/);
  });

  it("has the version of its package", async () => {
    const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(VERSION).toBe(manifest.version);
    const { farthing, requests } = fakeApi(() => json({}));
    await farthing.customers.get({ id: "u" });
    expect(requests[0]?.headers.get("user-agent")).toBe(`farthing-node/${VERSION}`);
  });
});
