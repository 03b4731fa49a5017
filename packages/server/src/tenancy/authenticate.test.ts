/** Broken on purpose: each request left to ask for itself (fifty questions for one key). */
import { afterEach, expect, test, vi } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";
import { createLog } from "../platform/index.js";
import { createAuthenticator } from "./authenticate.js";

const instance = sharedInstance();
afterEach(() => {
  vi.restoreAllMocks();
});

const authenticator = () => createAuthenticator(instance.database.db, instance.clock, createLog("silent"));
const withKey = (key: string): Headers => new Headers({ "x-api-key": key });

test("requests that come together ask the database for their key once", async () => {
  const authenticate = authenticator();
  const query = vi.spyOn(instance.database.pool, "query");
  const callers = await Promise.all(Array.from({ length: 50 }, () => authenticate(withKey(instance.key))));
  expect(new Set(callers).size).toBe(1);
  const asked = query.mock.calls.map(([statement]) => (statement as unknown as { text: string }).text);
  expect(asked.filter((text) => /^select .* "api_keys"/.test(text))).toHaveLength(1);
});

test("a question that failed is asked again, and an unknown key is unknown to all who asked", async () => {
  const authenticate = authenticator();
  const query = vi.spyOn(instance.database.pool, "query");
  query.mockImplementationOnce(() => Promise.reject(new Error("away")) as never);
  const failed = await Promise.allSettled([1, 2, 3].map(() => authenticate(withKey(instance.key))));
  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  await expect(authenticate(withKey(instance.key))).resolves.toMatchObject({ livemode: false });
  const unknown = `ck_test_${"z".repeat(32)}`;
  for (const answer of await Promise.allSettled([1, 2].map(() => authenticate(withKey(unknown)))))
    expect(answer).toMatchObject({ status: "rejected", reason: { code: "unauthorized" } });
});
