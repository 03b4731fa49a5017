/** What the build gives browsers, and how the server hands it over; no browser is needed. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";

const FOLDER = fileURLToPath(new URL("../../packages/server/dist/dashboard", import.meta.url));
/** Of JavaScript on the first page, as it goes over the wire. */
const MOST_BYTES = 250 * 1_024;

const instance = sharedInstance();

const get = (at: string, headers: Record<string, string> = {}) =>
  Promise.resolve(instance.app.request(at, { headers: { accept: "text/html", ...headers } }));

/** Those that the page names, and all that these import before they run. */
function scriptsOf(page: string): Set<string> {
  const found = new Set([...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file!));
  for (const file of found) {
    const code = readFileSync(path.join(FOLDER, file), "utf8");
    for (const [, imported] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      found.add(`assets/${imported}`);
  }
  return found;
}

test("the first page, with the code of the overview, is at most 250 KB of compressed JavaScript", async () => {
  const page = await (await get("/")).text();
  const scripts = scriptsOf(page);
  const entry = [...scripts].map((file) => readFileSync(path.join(FOLDER, file), "utf8")).join();
  const overview = /assets\/(overview-[\w-]+\.js)/.exec(entry)?.[1];
  const all = new Set(scripts);
  if (overview) for (const file of scriptsOf(`src="/assets/${overview}"`)) all.add(file);
  let bytes = 0;
  for (const file of all) bytes += Number((await sized(`/${file}`)).length);
  expect(scripts.size).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});

const sized = async (at: string) =>
  Buffer.from(await (await get(at, { "accept-encoding": "br" })).arrayBuffer());

test("hashed files are kept for a year and come compressed; the page is asked for anew", async () => {
  const page = await get("/");
  expect(page.headers.get("cache-control")).toBe("no-cache");
  const file = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())![1]!;
  const plain = await get(file);
  const compressed = await get(file, { "accept-encoding": "gzip, br" });
  expect(plain.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(compressed.headers.get("content-encoding")).toBe("br");
  expect(brotliDecompressSync(Buffer.from(await compressed.arrayBuffer())).toString()).toBe(
    await plain.text(),
  );
});

test("the page runs no script of its own text, nor of anywhere else", async () => {
  const page = await get("/customers/cus_x");
  const policy = page.headers.get("content-security-policy")!;
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  const text = await page.text();
  expect(text).not.toMatch(/<script(?![^>]*src=)/);
  expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

test("the portal's first page is at most 250 KB of compressed JavaScript", async () => {
  const scripts = scriptsOf(await (await get("/portal")).text());
  let bytes = 0;
  for (const file of scripts) bytes += (await sized(`/${file}`)).length;
  expect(scripts.size).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});

test("paths below /portal get the portal's page, under the same policy, and it names nothing of elsewhere", async () => {
  const dashboard = await (await get("/")).text();
  for (const at of ["/portal", "/portal/open", "/portal/invoices/inv_x"]) {
    const page = await get(at);
    const text = await page.text();
    expect(text).not.toBe(dashboard);
    expect(text).toContain("/assets/portal-");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect(text).not.toMatch(/<script(?![^>]*src=)/);
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  }
  expect((await get("/portals")).status).toBe(200);
  expect(await (await get("/portals")).text()).toBe(dashboard);
});

test.each(["/api/v1/nothing", "/api/nothing", "/api/portal/nothing", "/docs/nothing", "/metrics/x"])(
  "%s is not the dashboard's",
  async (at) => {
    const answer = await get(at);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toContain("application/json");
  },
);

test("a page to pay at is not the dashboard's either", async () => {
  const answer = await get("/checkout/x");
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('<div id="root"');
});

test("a program that asks for what is not there is told so, and a file that is not there is no page", async () => {
  expect((await get("/nothing", { accept: "*/*" })).status).toBe(404);
  expect((await get("/assets/gone-12345678.js", { accept: "*/*" })).status).toBe(404);
});
