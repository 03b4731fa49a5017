import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestAnswer, type TestInstance } from "../../test/instance.js";
import { newId } from "../platform/index.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await startTestInstance();
});
afterAll(() => instance.close());

const create = (body: object): Promise<TestAnswer> =>
  instance.call("POST", "/features", { name: "A feature", type: "metered", ...body });
const configVersion = async (): Promise<bigint> => {
  const sql = "SELECT config_version FROM environments WHERE kind = 'sandbox'";
  return (await instance.database.pool.query(sql)).rows[0].config_version;
};

test("a feature comes back as it was sent, by its code and by its id", async () => {
  const sent = {
    code: "api_calls",
    name: "API calls",
    type: "metered",
    description: "Each call",
    unitName: "call",
  };
  const created = await create(sent);
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({ object: "feature", livemode: false, ...sent });
  for (const name of ["api_calls", created.body.id]) {
    expect((await instance.call("GET", `/features/${name}`)).body).toEqual(created.body);
  }
});

test.each([
  ["usage", "metered"],
  ["bool", "boolean"],
  ["seats", "seats"],
])("type %s is kept as %s", async (type, kept) => {
  expect((await create({ code: `type_${type}`, type })).body.type).toBe(kept);
});

test("a code can be taken once, also by two at once", async () => {
  const answers = await Promise.all([1, 2, 3].map(() => create({ code: "contested" })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const refused = answers.find(({ status }) => status === 409)!;
  expect(refused.body.error).toMatchObject({ code: "code_taken", param: "code" });
});

test.each([
  ["code", { code: "Upper" }],
  ["code", { code: "a-b" }],
  ["code", { code: "a\u0000" }],
  ["code", { code: newId("feat") }],
  ["name", { code: "x", name: "half \ud800" }],
  ["description", { code: "x", description: "\u0000" }],
  ["type", { code: "x", type: "quota" }],
  ["price", { code: "x", price: 1 }],
])("422 names %s for %j", async (param, body) => {
  const answer = await create(body);
  expect(answer.status).toBe(422);
  expect(answer.body.error.param).toBe(param);
});

test("name, description and unit can be changed, code and type not", async () => {
  await create({ code: "changing", description: "old", unitName: "call" });
  const changed = await instance.call("PATCH", "/features/changing", { name: "New", description: null });
  expect(changed.status).toBe(200);
  expect(changed.body).toMatchObject({ name: "New", description: null, unitName: "call", code: "changing" });
  for (const field of ["code", "type"]) {
    const refused = await instance.call("PATCH", "/features/changing", { [field]: "seats" });
    expect(refused.body.error).toMatchObject({ code: "validation_error", param: field });
  }
});

test("a feature that a plan has cannot be deleted; after its removal, or the plan's, it can", async () => {
  const { body: feature } = await create({ code: "in_use" });
  for (const code of ["user_a", "user_b"]) {
    await instance.call("POST", "/plans", { code, name: code });
    await instance.call("POST", `/plans/${code}/features`, { featureId: "in_use", includedAmount: 1 });
  }
  const refused = await instance.call("DELETE", "/features/in_use");
  expect(refused.status).toBe(409);
  expect(refused.body.error).toMatchObject({ code: "feature_in_use", param: "code" });
  expect(refused.body.error.message).toContain("user_a, user_b");
  await instance.call("DELETE", "/plans/user_a/features/in_use");
  expect((await instance.call("DELETE", "/features/in_use")).status).toBe(409);
  await instance.call("DELETE", "/plans/user_b");
  const deleted = await instance.call("DELETE", `/features/${feature.id}`);
  expect(deleted.body).toEqual({ object: "feature", id: feature.id, deleted: true, livemode: false });
});

test("a feature cannot be deleted while a subscription has it to its renewal, and its usage can be listed after", async () => {
  await instance.call("POST", "/test-clock", { frozenTime: "2030-01-01T00:00:00Z" });
  const { body: feature } = await create({ code: "held" });
  await instance.call("POST", "/plans", { code: "holding", name: "Holding", isFree: true });
  await instance.call("POST", "/customers", { id: "holds" });
  const { status } = await instance.call("POST", "/subscriptions", {
    customerId: "holds",
    planCode: "holding",
  });
  expect(status).toBe(201);
  // Added and taken away again within the period: to its renewal it is there.
  await instance.call("POST", "/plans/holding/features", { featureId: "held", includedAmount: 5 });
  await instance.call("DELETE", "/plans/holding/features/held");
  const refused = await instance.call("DELETE", "/features/held");
  expect([refused.status, refused.body.error.code]).toEqual([409, "feature_in_use"]);
  const used = { customerId: "holds", feature: "held" };
  expect((await instance.call("POST", "/usage/events", used)).status).toBe(201);
  await instance.call("POST", "/test-clock", { advanceDays: 32 });
  expect((await instance.call("DELETE", "/features/held")).status).toBe(200);
  for (const name of ["held", feature.id]) {
    const { body } = await instance.call("GET", `/usage/events?feature=${name}`);
    expect(body.data).toMatchObject([{ feature: "held", value: 1 }]);
  }
  expect((await instance.call("GET", "/usage/summary?feature=held")).status).toBe(200);
});

test("a deleted feature is gone from answers, stays as a row, and leaves its code free", async () => {
  const { body } = await create({ code: "reborn" });
  await instance.call("DELETE", "/features/reborn");
  for (const [method, name] of [
    ["GET", "reborn"],
    ["GET", body.id],
    ["DELETE", "reborn"],
  ] as const) {
    const answer = await instance.call(method, `/features/${name}`);
    expect(answer.status).toBe(404);
    expect(answer.body.error).toMatchObject({ code: "feature_not_found", param: "code" });
  }
  const again = await create({ code: "reborn" });
  expect(again.status).toBe(201);
  expect(again.body.id).not.toBe(body.id);
  const { rows } = await instance.database.pool.query("SELECT 1 FROM features WHERE code = 'reborn'");
  expect(rows).toHaveLength(2);
});

test("pages hold every feature once, newest first, while features are added", async () => {
  const before = (await instance.call("GET", "/features?limit=100")).body.data.map(
    ({ id }: { id: string }) => id,
  );
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: TestAnswer = await instance.call(
      "GET",
      `/features?limit=2${cursor ? `&cursor=${cursor}` : ""}`,
    );
    seen.push(...page.body.data.map(({ id }: { id: string }) => id));
    cursor = page.body.nextCursor;
    await create({ code: `added_${seen.length}` });
  } while (cursor);
  expect(seen).toEqual(before);
  expect([...before].sort().reverse()).toEqual(before);
});

test("a cursor of another list gives 422", async () => {
  const cursor = Buffer.from(newId("cus")).toString("base64url");
  const { status, body } = await instance.call("GET", `/features?cursor=${cursor}`);
  expect(status).toBe(422);
  expect(body.error.param).toBe("cursor");
});

test("every change raises the config version, and a refused one does not", async () => {
  let version = await configVersion();
  const raisedBy = async (method: string, path: string, body?: unknown) => {
    await instance.call(method, path, body);
    const now = await configVersion();
    const by = now - version;
    version = now;
    return by;
  };
  expect(await raisedBy("POST", "/features", { code: "versioned", name: "V", type: "metered" })).toBe(1n);
  expect(await raisedBy("POST", "/features", { code: "versioned", name: "V", type: "metered" })).toBe(0n);
  expect(await raisedBy("PATCH", "/features/versioned", { name: "W" })).toBe(1n);
  expect(await raisedBy("DELETE", "/features/versioned")).toBe(1n);
  expect(await raisedBy("GET", "/features")).toBe(0n);
});
