import { expect, test } from "vitest";
import { lowestUuidAt } from "../platform/index.js";
import { boundedRead, lowestEventUuid } from "./bounded-read.js";

const fault = (code: string) => Promise.reject(Object.assign(new Error("canceled"), { code }));

test("a read that took too long says so, and not that it can be tried again", async () => {
  await expect(boundedRead(fault("57014"))).rejects.toMatchObject({ code: "read_too_broad", status: 422 });
  await expect(boundedRead(fault("08006"))).rejects.toMatchObject({ code: "08006" });
  expect(await boundedRead(Promise.resolve(1))).toBe(1);
});

test("ids bound a read of live events from a time on, two hours before it; a sandbox's clock is its own", () => {
  const from = new Date("2026-03-01T00:00:00Z");
  expect(lowestEventUuid({ livemode: true }, from)).toBe(lowestUuidAt(new Date("2026-02-28T22:00:00Z")));
  expect(lowestEventUuid({ livemode: false }, from)).toBeUndefined();
  expect(lowestEventUuid({ livemode: true }, undefined)).toBeUndefined();
  expect(lowestEventUuid({ livemode: true }, new Date(0))).toBeUndefined();
});
