/**
 * How a customer is let in, and where their session is known.
 *
 * Broken on purpose: a link that was used opened again (two tests failed); the page's session not looked at (the first
 * customer's tab canceled the second's plan); `cache-control` left out of the portal's answers.
 */
import { expect, test } from "vitest";
import { send } from "../../test/instance.js";
import { createLiveKey } from "../../test/live-key.js";
import { sharedInstance } from "../../test/one-per-file.js";
import { cookieOf, enterPortal, newLink, openLink, type TestPortal } from "../../test/portal.js";
import { fullPath } from "../platform/index.js";

let liveKey: string;
const instance = sharedInstance(async () => {
  liveKey = await createLiveKey(instance);
  await instance.call("POST", "/customers", { id: "ada", email: "ada@example.com", fullName: "Ada" });
  await instance.call("POST", "/customers", { id: "grace", email: "grace@example.com" });
  for (const id of ["twin_1", "twin_2"])
    await instance.call("POST", "/customers", { id, email: "twins@example.com" });
});

const me = async (portal: TestPortal) => (await portal.call("GET", "/me")).body;

test("a link lets one customer in, and says whose portal it is", async () => {
  const link = await instance.call("POST", "/portal/sessions", {
    customerId: "ada",
    returnUrl: "https://example.com/account",
  });
  expect(link.status).toBe(201);
  expect(link.body).toMatchObject({
    object: "portal_session",
    livemode: false,
    returnUrl: "https://example.com/account",
    portalUrl: expect.stringMatching(/\/portal\/open#[\w-]{32}$/),
  });
  const portal = await enterPortal(instance, instance.key, "ada", "https://example.com/account");
  expect(await me(portal)).toMatchObject({
    object: "portal",
    customer: { name: "Ada", email: "ada@example.com" },
    returnUrl: "https://example.com/account",
  });
});

test("a customer is found by their e-mail, where one alone has it", async () => {
  const { status, body } = await instance.call("POST", "/portal/sessions", { email: "ada@example.com" });
  expect([status, body.customerId]).toEqual([201, (await instance.call("GET", "/customers/ada")).body.id]);
  const twins = await instance.call("POST", "/portal/sessions", { email: "twins@example.com" });
  expect([twins.status, twins.body.error.param]).toEqual([422, "email"]);
  const nobody = await instance.call("POST", "/portal/sessions", { email: "nobody@example.com" });
  expect([nobody.status, nobody.body.error.code]).toEqual([404, "customer_not_found"]);
});

test.each([
  [{}, "customerId"],
  [{ customerId: "ada", email: "ada@example.com" }, "customerId"],
  [{ customerId: "ada", returnUrl: "javascript:alert(1)" }, "returnUrl"],
])("a link for %j is refused, naming the field", async (body, param) => {
  const answer = await instance.call("POST", "/portal/sessions", body);
  expect([answer.status, answer.body.error.param]).toEqual([422, param]);
});

test("neither secret is stored", async () => {
  const link = await newLink(instance, instance.key, { customerId: "ada" });
  const cookie = cookieOf(await openLink(instance, link));
  const { rows } = await instance.database.pool.query("SELECT t::text AS row FROM portal_sessions t");
  const stored = rows.map(({ row }: { row: string }) => row).join();
  for (const secret of [link.split("#")[1]!, cookie.split("=")[1]!]) {
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(Buffer.from(secret).toString("hex"));
  }
});

test("the cookie is for the portal's operations alone, out of reach of scripts and of other sites", async () => {
  const opened = await openLink(instance, await newLink(instance, instance.key, { customerId: "ada" }));
  const cookie = opened.headers.get("set-cookie")!;
  expect(cookie).toMatch(
    /^farthing\.portal_session=[\w-]{32}; Path=\/api\/portal; Max-Age=3600; HttpOnly; SameSite=Strict$/,
  );
  expect(opened.headers.get("cache-control")).toBe("no-store");
  const link = await newLink(instance, instance.key, { customerId: "ada" });
  const secure = await openLink(instance, link, { "x-forwarded-proto": "https" });
  expect(secure.headers.get("set-cookie")).toMatch(/^__Secure-farthing\.portal_session=.+; Secure$/);
});

test("a link works once; whoever opened it may open it again, and nobody else", async () => {
  const link = await newLink(instance, instance.key, {
    customerId: "ada",
    returnUrl: "https://example.com/back",
  });
  const first = await openLink(instance, link);
  const again = await openLink(instance, link, { cookie: cookieOf(first) });
  expect([first.status, again.status, again.headers.get("set-cookie")]).toEqual([200, 200, null]);
  const others = await enterPortal(instance, instance.key, "grace");
  for (const headers of [{}, { cookie: others.cookie }]) {
    const second = await openLink(instance, link, headers);
    expect([second.status, second.body.error.code]).toEqual([401, "unauthorized"]);
    expect(second.body.error.details).toEqual({ returnUrl: "https://example.com/back" });
  }
});

test("of two that open a link at once, one is let in", async () => {
  const link = await newLink(instance, instance.key, { customerId: "ada" });
  const answers = await Promise.all(Array.from({ length: 6 }, () => openLink(instance, link)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
});

test("a link is for 15 minutes, a session for an hour; both in real time", async () => {
  instance.clock.set("2026-05-01T10:00:00Z");
  try {
    const late = await newLink(instance, instance.key, { customerId: "ada" });
    const link = await newLink(instance, instance.key, { customerId: "ada" });
    instance.clock.set("2026-05-01T10:14:59Z");
    const opened = await openLink(instance, link);
    const call = (at: string) => {
      instance.clock.set(at);
      return instance.app.request("/api/portal/me", {
        headers: { cookie: cookieOf(opened), "sec-fetch-site": "same-origin" },
      });
    };
    expect((await call("2026-05-01T11:14:58Z")).status).toBe(200);
    expect((await openLink(instance, late)).status).toBe(401);
    expect((await call("2026-05-01T11:14:59Z")).status).toBe(401);
  } finally {
    instance.clock.reset();
  }
});

test("a session that was ended is over at once", async () => {
  const portal = await enterPortal(instance, instance.key, "ada");
  expect((await portal.call("DELETE", "/session")).headers.get("set-cookie")).toContain("Max-Age=0");
  expect((await portal.call("GET", "/me")).status).toBe(401);
});

test("no other site can ask with a session, nor open one", async () => {
  const portal = await enterPortal(instance, instance.key, "ada");
  for (const site of ["cross-site", "same-site", "none"]) {
    const asked = await portal.call("GET", "/me", undefined, { "sec-fetch-site": site });
    expect([site, asked.status]).toEqual([site, 403]);
    const link = await newLink(instance, instance.key, { customerId: "ada" });
    expect((await openLink(instance, link, { "sec-fetch-site": site })).status).toBe(403);
  }
});

test("sessions of sandbox and live are apart", async () => {
  const { app } = instance;
  const create = (key: string) =>
    app.request("/api/v1/customers", {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: JSON.stringify({ id: "ada", fullName: key === liveKey ? "Live Ada" : "Ada" }),
    });
  await create(liveKey);
  const inLive = await enterPortal(instance, liveKey, "ada");
  const inSandbox = await enterPortal(instance, instance.key, "ada");
  expect(await me(inLive)).toMatchObject({ livemode: true, customer: { name: "Live Ada" } });
  expect(await me(inSandbox)).toMatchObject({ livemode: false, customer: { name: "Ada" } });
});

test("a page that shows one customer does nothing for another whose link was opened in the same browser", async () => {
  const first = await enterPortal(instance, instance.key, "ada");
  const second = await enterPortal(instance, instance.key, "grace");
  const shown = { "farthing-portal-session": (await me(first)).sessionId };
  expect((await first.call("GET", "/invoices", undefined, shown)).status).toBe(200);
  for (const [method, path, body] of [
    ["GET", "/invoices", undefined],
    ["POST", "/plan/cancel", {}],
  ] as const) {
    const answer = await second.call(method, path, body, shown);
    expect([path, answer.status, answer.body.error?.message]).toEqual([
      path,
      401,
      "Another link was opened in this browser. Nothing was done.",
    ]);
  }
});

test("no answer of the portal is kept by a browser, also none that refuses", async () => {
  const portal = await enterPortal(instance, instance.key, "ada");
  for (const endpoint of instance.portalEndpoints) {
    const path = endpoint.path.replaceAll(/\{\w+\}/g, "inv_01h455vb4pex5vsknk084sn02q");
    const { headers } = await portal.call(
      endpoint.method.toUpperCase(),
      path,
      endpoint.method === "get" || endpoint.method === "delete" ? undefined : {},
    );
    expect([endpoint.operationId, headers.get("cache-control")]).toEqual([
      endpoint.operationId,
      expect.stringContaining("no-store"),
    ]);
  }
});

test("only a key that may write all makes links", async () => {
  for (const scope of ["read", "ingest"]) {
    const { key } = await instance.must("POST", "/api-keys", { name: scope, scope });
    const { status, body } = await send(instance, key, "POST", "/portal/sessions", { customerId: "ada" });
    expect([scope, status, body.error.code]).toEqual([scope, 403, "forbidden"]);
  }
});

test("neither secret does the work of the other", async () => {
  const link = await newLink(instance, instance.key, { customerId: "ada" });
  const secret = link.split("#")[1]!;
  const asSession = await instance.app.request("/api/portal/me", {
    headers: { cookie: `farthing.portal_session=${secret}`, "sec-fetch-site": "same-origin" },
  });
  expect(asSession.status).toBe(401);
  const cookie = cookieOf(await openLink(instance, link));
  const asLink = await openLink(instance, `#${cookie.split("=")[1]}`);
  expect(asLink.status).toBe(401);
});

test("a link leads back to web addresses alone", async () => {
  for (const returnUrl of [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "//evil.example",
    "/account",
    "file:///etc/passwd",
    "",
  ]) {
    const { status, body } = await instance.call("POST", "/portal/sessions", {
      customerId: "ada",
      returnUrl,
    });
    expect([returnUrl, status, body.error?.param]).toEqual([returnUrl, 422, "returnUrl"]);
  }
});

test("row 23: a session of the portal is nothing to any other operation", async () => {
  const { cookie } = await enterPortal(instance, instance.key, "ada");
  const link = await newLink(instance, instance.key, { customerId: "ada" });
  const secrets = [cookie.split("=")[1]!, link.split("#")[1]!];
  const ways: Record<string, string>[] = [
    ...["sandbox", "live"].map((kind) => ({ cookie, "farthing-environment": kind })),
    ...secrets.flatMap((secret) => [{ "x-api-key": secret }, { authorization: `Bearer ${secret}` }]),
  ];
  const answered: string[] = [];
  const elsewhere = [...instance.endpoints, ...instance.operatorEndpoints].filter(
    ({ audience }) => audience !== "anyone",
  );
  for (const endpoint of elsewhere) {
    const path = fullPath(endpoint).replaceAll(/\{\w+\}/g, "cus_01h455vb4pex5vsknk084sn02q");
    for (const way of ways) {
      const { status } = await instance.app.request(path, {
        method: endpoint.method.toUpperCase(),
        headers: { ...way, "sec-fetch-site": "same-origin", "content-type": "application/json" },
        ...(endpoint.method === "get" ? {} : { body: "{}" }),
      });
      if (status !== 401) answered.push(`${endpoint.operationId}: ${status}`);
    }
  }
  expect(elsewhere.length).toBeGreaterThan(100);
  expect(answered).toEqual([]);
});

test("an operation of the portal answers a session of the portal alone", async () => {
  const answered: string[] = [];
  expect(instance.portalEndpoints.length).toBeGreaterThan(20);
  for (const endpoint of instance.portalEndpoints) {
    expect(endpoint.audience).toBe("customer");
    const path = fullPath(endpoint).replaceAll(/\{\w+\}/g, "inv_01h455vb4pex5vsknk084sn02q");
    for (const headers of [
      {},
      { "x-api-key": instance.key },
      { authorization: `Bearer ${instance.key}` },
      {
        cookie: "farthing.session_token=abcdefghijklmnopqrstuvwxyzabcdef",
        "farthing-environment": "sandbox",
      },
      { cookie: `farthing.portal_session=${"a".repeat(32)}` },
    ]) {
      const { status } = await instance.app.request(path, {
        method: endpoint.method.toUpperCase(),
        headers: {
          ...(headers as Record<string, string>),
          "sec-fetch-site": "same-origin",
          "content-type": "application/json",
        },
        ...(endpoint.method === "get" ? {} : { body: "{}" }),
      });
      if (status !== 401) answered.push(`${endpoint.operationId}: ${status}`);
    }
  }
  expect(answered).toEqual([]);
});
