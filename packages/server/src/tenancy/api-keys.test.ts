import { expect, test } from "vitest";
import { send } from "../../test/instance.js";
import { sharedInstance } from "../../test/one-per-file.js";

const instance = sharedInstance();

test("a key is shown once, works, and is listed only by its prefix", async () => {
  const created = await instance.call("POST", "/api-keys", { name: "Server" });
  expect(created.status).toBe(201);
  expect(created.body.key).toMatch(/^ck_test_[A-Za-z0-9]{32}$/);
  expect((await send(instance, created.body.key, "GET", "/api-keys")).status).toBe(200);
  const listed = await instance.call("GET", "/api-keys");
  expect(JSON.stringify(listed.body)).not.toContain(created.body.key);
  expect(listed.body.data.map((key: { prefix: string }) => key.prefix)).toContain(
    created.body.key.slice(0, 12),
  );
  const { rows } = await instance.database.pool.query("SELECT * FROM api_keys");
  expect(JSON.stringify(rows)).not.toContain(created.body.key);
});

test("a revoked key is refused within a second", async () => {
  const { body } = await instance.call("POST", "/api-keys", { name: "Short-lived" });
  expect((await send(instance, body.key, "GET", "/api-keys")).status).toBe(200);
  expect((await instance.call("DELETE", `/api-keys/${body.id}`)).status).toBe(200);
  await expect
    .poll(async () => (await send(instance, body.key, "GET", "/api-keys")).status, {
      timeout: 1_000,
      interval: 50,
    })
    .toBe(401);
});

test.each([
  ["no key", {}],
  ["a wrong form", { "x-api-key": "sk_live_abc" }],
  ["an unknown key", { "x-api-key": `ck_test_${"x".repeat(32)}` }],
])("%s gives 401 unauthorized", async (_, headers) => {
  const response = await instance.app.request("/api/v1/api-keys", { headers });
  expect(response.status).toBe(401);
  expect(((await response.json()) as { error: { code: string } }).error.code).toBe("unauthorized");
  expect(response.headers.get("x-request-id")).toMatch(/^req_/);
});

test("a key with scope read cannot write, and one with scope ingest cannot manage keys", async () => {
  for (const scope of ["read", "ingest"]) {
    const { body } = await instance.call("POST", "/api-keys", { name: scope, scope });
    const answer = await send(instance, body.key, "POST", "/api-keys", { name: "More" });
    expect(answer.status).toBe(403);
    expect(answer.body.error.code).toBe("forbidden");
  }
});

test("an expired key is refused at its time", async () => {
  const { body } = await instance.call("POST", "/api-keys", { name: "A day", expiresInDays: 1 });
  instance.clock.set(new Date(Date.now() + 2 * 86_400_000).toISOString());
  expect((await send(instance, body.key, "GET", "/api-keys")).status).toBe(401);
});
