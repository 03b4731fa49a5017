import { describe, expect, test } from "vitest";
import { send, type TestAnswer } from "../../test/instance.js";
import { createLiveKey } from "../../test/live-key.js";
import { sharedInstance } from "../../test/one-per-file.js";
import { type Browser, foundOwner } from "../../test/operator.js";
import { newId } from "../platform/index.js";
import { listEnvironments } from "../tenancy/store.js";
import { findCustomer, findCustomerIds, requireCustomer } from "./index.js";

let sandboxId: `env_${string}`;
let liveKey: string;
const instance = sharedInstance(async () => {
  const environments = await listEnvironments(instance.database.db);
  sandboxId = environments.find(({ kind }) => kind === "sandbox")!.id;
  liveKey = await createLiveKey(instance);
});

const create = (body: unknown, headers?: Record<string, string>): Promise<TestAnswer> =>
  instance.call("POST", "/customers", body, headers);
const live = (method: string, path: string, body?: unknown): Promise<TestAnswer> =>
  send(instance, liveKey, method, path, body);
const countOf = async (externalId: string): Promise<number> => {
  const sql = "SELECT 1 FROM customers WHERE external_id = $1";
  return (await instance.database.pool.query(sql, [externalId])).rows.length;
};

describe("creating", () => {
  test("a customer comes back as it was sent, and is found by Farthing's id and by the caller's", async () => {
    const sent = {
      id: "user_full",
      email: "ada@example.com",
      fullName: "Ada Lovelace",
      taxDocument: "GB123",
      timezone: "Asia/Kolkata",
      metadata: { team: "growth", seats: 3, trial: false, note: null },
      address: { line1: "1 Street", city: "London", postalCode: "N1", country: "GB" },
    };
    const created = await create(sent);
    expect(created.status).toBe(201);
    const { id, ...fields } = sent;
    expect(created.body).toMatchObject({ object: "customer", livemode: false, externalId: id, ...fields });
    for (const reference of [id, created.body.id]) {
      const found = await instance.call("GET", `/customers/${reference}`);
      expect(found.status).toBe(200);
      expect(found.body).toEqual(created.body);
    }
  });

  test.each(["id", "externalId"])(
    "the same %s again gives the customer that is there, unchanged",
    async (name) => {
      const first = await create({ [name]: `again_${name}`, fullName: "First" });
      expect(first.status).toBe(201);
      const second = await create({ [name]: `again_${name}`, fullName: "Second" });
      expect(second.status).toBe(200);
      expect(second.body).toEqual(first.body);
    },
  );

  test("many creates at once with the same id make one customer", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => create({ id: "at_once" })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(11).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await countOf("at_once")).toBe(1);
  });

  test("an id in the form of Farthing's gives the customer that has it, and 422 where nobody has", async () => {
    const { body } = await create({ fullName: "By own id" });
    const existing = await create({ id: body.id, fullName: "Ignored" });
    expect(existing.status).toBe(200);
    expect(existing.body).toEqual(body);
    const unknown = await create({ id: newId("cus") });
    expect(unknown.status).toBe(422);
    expect(unknown.body.error).toMatchObject({ code: "validation_error", param: "id" });
  });

  test("an external id in the form of Farthing's can be brought along, but stands in for nobody", async () => {
    const brought = newId("cus");
    const first = await create({ externalId: brought });
    expect(first.status).toBe(201);
    expect((await instance.call("GET", `/customers/${brought}`)).body).toEqual(first.body);
    const victim = (await create({ fullName: "Victim" })).body;
    const imitation = await create({ externalId: victim.id });
    expect(imitation.status).toBe(200);
    expect(imitation.body).toEqual(victim);
  });

  test.each([
    ["metadata.__proto__", '{"metadata":{"__proto__":{"polluted":1}}}'],
    ["metadata.__proto__", '{"metadata":{"a":1,"__proto__":1}}'],
    ["__proto__", '{"__proto__":{"fullName":"x"}}'],
    [
      "address.__proto__",
      '{"address":{"__proto__":1,"line1":"a","city":"b","postalCode":"c","country":"DE"}}',
    ],
    ["id", '{"id":"a\\u0000b"}'],
    ["fullName", '{"fullName":"half \\ud800"}'],
    ["metadata.a", '{"metadata":{"a\\ud800":1}}'],
    ["metadata.k", '{"metadata":{"k":"\\u0000"}}'],
    ["metadata.k", '{"metadata":{"k":{"deep":1}}}'],
    ["metadata.k", '{"metadata":{"k":1e999}}'],
    ["email", '{"email":"nobody"}'],
    ["email", '{"email":"a\\u0000@example.com"}'],
    ["timezone", '{"timezone":"Mars/Base"}'],
    ["timezone", '{"timezone":"+01:00"}'],
    ["address.country", '{"address":{"line1":"a","city":"b","postalCode":"c","country":"Germany"}}'],
    ["externalId", '{"id":"one","externalId":"two"}'],
    ["fullname", '{"fullname":"wrong case"}'],
    ["id", `{"id":"${"x".repeat(256)}"}`],
    ["id", '{"id":""}'],
    ["id", '{"id":7}'],
  ])("422 names %s for %s", async (param, body) => {
    const answer = await instance.call("POST", "/customers", body);
    expect(answer.status).toBe(422);
    expect(answer.body.error.param).toContain(param);
    expect(answer.body.error.code).toBe("validation_error");
  });

  test("texts that only look dangerous are kept as they are", async () => {
    const odd = { constructor: "x", "a'; DROP TABLE customers; --": "%_\\", "😀": "é" };
    const { body } = await create({ id: "odd", metadata: odd, fullName: "Robert'); --" });
    expect(body.metadata).toEqual(odd);
    expect((await instance.call("GET", "/customers/odd")).body).toEqual(body);
  });
});

describe("Idempotency-Key", () => {
  test("the same request again gives the stored answer, and another one with the key gives 409", async () => {
    const key = { "idempotency-key": "customers-1" };
    const first = await create({ fullName: "Once" }, key);
    const again = await create({ fullName: "Once" }, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const other = await create({ fullName: "Twice" }, key);
    expect(other.status).toBe(409);
    expect(other.body.error.code).toBe("idempotency_key_mismatch");
  });

  test("two at once with one key make one customer and give one answer", async () => {
    const key = { "idempotency-key": "customers-2" };
    const name = "Idempotent pair";
    const answers = await Promise.all([1, 2, 3, 4].map(() => create({ fullName: name }, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("idempotent-replayed") === "true")).toHaveLength(3);
    const sql = "SELECT 1 FROM customers WHERE full_name = $1";
    expect((await instance.database.pool.query(sql, [name])).rows).toHaveLength(1);
  });

  test("a refused request does not use up its key", async () => {
    const key = { "idempotency-key": "customers-3" };
    expect((await create({ id: newId("cus") }, key)).status).toBe(422);
    expect((await create({ id: "key_still_free" }, key)).status).toBe(201);
  });
});

describe("batches", () => {
  test("good items are saved and the others reported with their place", async () => {
    const unknown = newId("cus");
    const customers = [
      { id: "batch_1" },
      { id: "batch_bad", email: "nobody" },
      { id: "odd" },
      { id: unknown },
      "not an object",
      { externalId: "batch_2", fullName: "Two" },
      { id: "batch_1", fullName: "The same again" },
    ];
    const { status, body } = await instance.call("POST", "/customers/batch", { customers });
    expect(status).toBe(200);
    expect(body.successful.map((customer: { externalId: string }) => customer.externalId)).toEqual([
      "batch_1",
      "odd",
      "batch_2",
      "batch_1",
    ]);
    expect(body.successful[3]).toEqual(body.successful[0]);
    expect(body.failed.map(({ index, data }: { index: number; data: unknown }) => [index, data])).toEqual(
      [1, 3, 4].map((index) => [index, customers[index]]),
    );
    expect(body.failed.map(({ error }: { error: { param: string } }) => error.param)).toEqual([
      "customers[1].email",
      "customers[3].id",
      "customers[4]",
    ]);
    expect(body.failed[1].error.message).toMatch(/^customers\[3\]\.id: /);
    expect(await countOf("batch_bad")).toBe(0);
  });

  test("batches at once with the same customers in opposite order make each of them once", async () => {
    const customers = Array.from({ length: 100 }, (_, i) => ({ id: `crossed_${i}` }));
    const reversed = [...customers].reverse();
    const answers = await Promise.all(
      [customers, reversed, customers, reversed].map((list) =>
        instance.call("POST", "/customers/batch", { customers: list }),
      ),
    );
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body.successful).toHaveLength(100);
    }
    const ids = answers.flatMap(({ body }) => body.successful.map((customer: { id: string }) => customer.id));
    expect(new Set(ids).size).toBe(100);
  });

  test.each([0, 101])("%i items give 422", async (length) => {
    const customers = Array.from({ length }, () => ({}));
    const { status, body } = await instance.call("POST", "/customers/batch", { customers });
    expect(status).toBe(422);
    expect(body.error.param).toBe("customers");
  });
});

describe("changing", () => {
  test("fields that are left out stay as they are", async () => {
    const { body } = await create({ id: "change_me", fullName: "Before", email: "a@example.com" });
    const changed = await instance.call("PATCH", "/customers/change_me", { fullName: "After" });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ ...body, fullName: "After", updatedAt: expect.any(String) });
  });

  test("what is null is taken away, and nothing else", async () => {
    const address = { line1: "1 High St", city: "Leeds", postalCode: "LS1 4DY", country: "GB" };
    const all = {
      email: "a@example.com",
      fullName: "Ada",
      taxDocument: "GB123",
      timezone: "Europe/London",
      metadata: { team: "growth" },
      address,
    };
    const { body } = await create({ id: "take_away", ...all });
    for (const field of Object.keys(all)) {
      const { status, body: changed } = await instance.call("PATCH", "/customers/take_away", {
        [field]: null,
      });
      expect([status, changed[field]], field).toEqual([200, null]);
      const again = await instance.call("PATCH", "/customers/take_away", { [field]: body[field] });
      expect(again.body).toMatchObject(all);
    }
  });

  test("an external id can be given, changed and taken away", async () => {
    const { body } = await create({});
    const path = `/customers/${body.id}`;
    expect((await instance.call("PATCH", path, { externalId: "given" })).body.externalId).toBe("given");
    expect((await instance.call("PATCH", path, { externalId: "given" })).status).toBe(200);
    expect(
      (await instance.call("PATCH", "/customers/given", { externalId: null })).body.externalId,
    ).toBeNull();
    expect((await instance.call("GET", "/customers/given")).status).toBe(404);
  });

  test("an external id that names another customer is refused, also when two take it at once", async () => {
    const [a, b] = [(await create({ id: "holder" })).body, (await create({})).body];
    for (const externalId of ["holder", a.id]) {
      const answer = await instance.call("PATCH", `/customers/${b.id}`, { externalId });
      expect(answer.status).toBe(409);
      expect(answer.body.error).toMatchObject({ code: "external_id_taken", param: "externalId" });
    }
    const statuses = await Promise.all(
      [a, b].map(
        async ({ id }) => (await instance.call("PATCH", `/customers/${id}`, { externalId: "raced" })).status,
      ),
    );
    expect(statuses.sort()).toEqual([200, 409]);
  });

  test("of two changes at once, the second begins from what the first has made, so that all nodes forget its name", async () => {
    const { pool } = instance.database;
    const { id } = (await create({ fullName: "Renamed twice" })).body;
    const version = async () =>
      BigInt(
        (await pool.query("SELECT references_version FROM environments WHERE kind = 'sandbox'")).rows[0]
          .references_version,
      );
    const before = await version();
    const first = await pool.connect();
    try {
      await first.query("BEGIN");
      await first.query("UPDATE customers SET external_id = 'name_of_the_first' WHERE full_name = $1", [
        "Renamed twice",
      ]);
      const second = instance.call("PATCH", `/customers/${id}`, { externalId: "name_of_the_second" });
      await expect
        .poll(async () => {
          const waiting = await pool.query(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
          );
          return waiting.rows.length;
        })
        .toBe(1);
      await first.query("COMMIT");
      expect((await second).status).toBe(200);
    } finally {
      first.release();
    }
    expect(await version()).toBeGreaterThan(before);
  });

  test("a bad part of an address is named, also where it could be taken away", async () => {
    const address = { line1: "1 High St", city: "Leeds", postalCode: "LS1 4DY", country: "Britain" };
    const answer = await instance.call("PATCH", "/customers/odd", { address });
    expect([answer.status, answer.body.error.param]).toEqual([422, "address.country"]);
  });

  test("a change of nothing gives 422, and of nobody 404", async () => {
    expect((await instance.call("PATCH", "/customers/odd", {})).status).toBe(422);
    const answer = await instance.call("PATCH", "/customers/nobody", { fullName: "x" });
    expect(answer.status).toBe(404);
    expect(answer.body.error).toMatchObject({ code: "customer_not_found", param: "id" });
  });
});

describe("listing", () => {
  test("pages hold every customer once, newest first, while customers are added", async () => {
    const made: string[] = [];
    for (let i = 0; i < 7; i++) made.unshift((await create({ fullName: "Paged" })).body.id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: TestAnswer = await instance.call(
        "GET",
        `/customers?limit=3&search=Paged${cursor ? `&cursor=${cursor}` : ""}`,
      );
      seen.push(...page.body.data.map((customer: { id: string }) => customer.id));
      cursor = page.body.nextCursor;
      expect(page.body.hasMore).toBe(cursor !== null);
      await create({ fullName: "Paged" });
    } while (cursor);
    expect(seen).toEqual(made);
  });

  test("ids are those to list, and each has to be one", async () => {
    const [a, b] = [(await create({})).body, (await create({})).body];
    const listed = await instance.call("GET", `/customers?ids=${a.id},${b.id},${newId("cus")}`);
    expect(listed.body).toMatchObject({ data: [{ id: b.id }, { id: a.id }], hasMore: false });
    const wrong = await instance.call("GET", `/customers?ids=${a.id},mine`);
    expect([wrong.status, wrong.body.error.param]).toEqual([422, "ids[1]"]);
    const many = Array.from({ length: 101 }, () => newId("cus")).join();
    expect((await instance.call("GET", `/customers?ids=${many}`)).status).toBe(422);
  });

  test("externalId finds one customer; search finds parts of texts as they are written, and whole ids", async () => {
    const { body } = await create({
      id: "needle_100%_\\x",
      fullName: "Grace Hopper",
      email: "gh@navy.example",
    });
    const found = async (query: string) =>
      (await instance.call("GET", `/customers?${query}`)).body.data.map(({ id }: { id: string }) => id);
    expect(await found(`externalId=${encodeURIComponent("needle_100%_\\x")}`)).toEqual([body.id]);
    expect(await found("externalId=needle")).toEqual([]);
    for (const search of ["HOPPER", "navy.", "100%_\\", body.id]) {
      expect(await found(`search=${encodeURIComponent(search)}`)).toEqual([body.id]);
    }
    expect(await found("search=needle%25x")).toEqual([]);
  });

  test.each([
    ["cursor", "cursor=nonsense"],
    ["cursor", `cursor=${Buffer.from(`cus_${"u".repeat(26)}`).toString("base64url")}`],
    ["limit", "limit=0"],
    ["limit", "limit=101"],
    ["search", "search=%00"],
    ["order", "order=asc"],
  ])("422 names %s for ?%s", async (param, query) => {
    const { status, body } = await instance.call("GET", `/customers?${query}`);
    expect(status).toBe(422);
    expect(body.error.param).toBe(param);
  });
});

describe("names for the dashboard", () => {
  const names = async (browser: Browser, ids: string) =>
    browser.api("GET", `/api/operator/customer-names?ids=${ids}`);

  test("many are read at once; nobody of another environment, and nobody who is not there", async () => {
    const owner = await foundOwner(instance);
    const named = (await create({ id: "named", fullName: "Nam Ed", email: "n@example.com" })).body;
    const bare = (await create({})).body;
    const theirs = (await live("POST", "/customers", { fullName: "Elsewhere" })).body;
    const { status, body } = await names(
      owner,
      [named.id, bare.id, theirs.id, newId("cus"), named.id].join(","),
    );
    expect([status, body.livemode]).toEqual([200, false]);
    expect(body.data).toHaveLength(2);
    expect(body.data).toContainEqual({
      id: named.id,
      externalId: "named",
      fullName: "Nam Ed",
      email: "n@example.com",
    });
    expect(body.data).toContainEqual({ id: bare.id, externalId: null, fullName: null, email: null });
    for (const [bad, param] of [
      ["", "ids[0]"],
      ["named", "ids[0]"],
      [`${named.id},`, "ids[1]"],
      [Array(101).fill(named.id).join(","), "ids"],
    ] as const) {
      const answer = await names(owner, bad);
      expect([answer.status, answer.body.error.param]).toEqual([422, param]);
    }
    const byKey = await instance.app.request(`/api/operator/customer-names?ids=${named.id}`, {
      headers: { "x-api-key": instance.key },
    });
    expect([401, 403]).toContain(byKey.status);
  });
});

describe("another environment", () => {
  test("does not see this one's customers, by whichever id, and may use the same own ids", async () => {
    const { body } = await create({ id: "shared_name" });
    for (const reference of [body.id, "shared_name"]) {
      const read = await live("GET", `/customers/${reference}`);
      expect(read.status).toBe(404);
      expect(read.body.error).toMatchObject({ code: "customer_not_found", param: "id" });
      expect((await live("PATCH", `/customers/${reference}`, { fullName: "x" })).status).toBe(404);
    }
    const listed = (await live("GET", "/customers")).body.data;
    expect(listed.map(({ id }: { id: string }) => id)).not.toContain(body.id);
    const own = await live("POST", "/customers", { id: "shared_name" });
    expect(own.status).toBe(201);
    expect(own.body).toMatchObject({ livemode: true, externalId: "shared_name" });
    expect(own.body.id).not.toBe(body.id);
    expect((await live("POST", "/customers", { id: body.id })).status).toBe(422);
  });

  test.each(["/customers/nobody", `/customers/${newId("cus")}`, "/customers/%00", "/customers/__proto__"])(
    "GET %s gives 404",
    async (path) => {
      expect((await instance.call("GET", path)).status).toBe(404);
    },
  );
});

describe("for other rooms", () => {
  test("many references are resolved in one query; Farthing's id goes before an external id like it", async () => {
    const { db } = instance.database;
    const a = (await create({ id: "resolve_a" })).body;
    const b = (await create({})).body;
    const shadow = newId("cus");
    const c = (await create({ externalId: shadow })).body;
    // Not possible by the API: an external id that is another customer's id.
    await instance.database.pool.query("UPDATE customers SET external_id = $1 WHERE external_id = $2", [
      b.id,
      "odd",
    ]);
    const liveOwn = (await live("POST", "/customers", { id: "resolve_live" })).body;
    const references = [
      "resolve_a",
      b.id,
      shadow,
      "nobody",
      newId("cus"),
      liveOwn.id,
      "resolve_live",
      "__proto__",
    ];
    const found = await findCustomerIds(db, sandboxId, references);
    expect(Object.fromEntries(found)).toEqual({ resolve_a: a.id, [b.id]: b.id, [shadow]: c.id });
    expect((await findCustomer(db, sandboxId, b.id))?.id).toBe(b.id);
    expect((await findCustomerIds(db, sandboxId, [])).size).toBe(0);
    expect(await findCustomer(db, sandboxId, "nobody")).toBeUndefined();
  });

  test("requireCustomer names the field that it was asked for", async () => {
    const caller = {
      environmentId: sandboxId,
      livemode: false,
      scope: "full" as const,
      keyId: null,
      managesAccess: true,
      referencesVersion: 1n,
      now: instance.clock.real,
    };
    await expect(requireCustomer(instance.database.db, caller, "nobody")).rejects.toMatchObject({
      code: "customer_not_found",
      context: { param: "customerId" },
    });
  });
});

// Last in this file: a clock that stands still is only ever moved forward.
test("the times of a customer are those of the environment's clock", async () => {
  for (const time of ["2030-05-01T12:00:00.000Z", "2030-05-02T08:00:00.000Z"]) {
    await instance.database.pool.query("UPDATE environments SET frozen_at = $1 WHERE kind = 'sandbox'", [
      time,
    ]);
    await expect
      .poll(
        async () => (await instance.call("POST", "/customers", { email: "a@example.com" })).body.createdAt,
        { timeout: 3_000 },
      )
      .toBe(time);
  }
});
