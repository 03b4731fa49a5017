import { expect, test } from "vitest";
import { StepKeys } from "./step-keys.js";

test("calls are numbered in the order they start in", () => {
  const keys = new StepKeys("req");
  expect([keys.take(), keys.take(), keys.take()].map(({ value }) => value)).toEqual([
    "req:1",
    "req:2",
    "req:3",
  ]);
});

test("the next call takes the ordinal of one that failed, also among calls side by side", () => {
  const keys = new StepKeys("req");
  const [first, second] = [keys.take(), keys.take()];
  first.release();
  expect(keys.take().value).toBe("req:1");
  expect(keys.take().value).toBe("req:3");
  second.release();
  expect(keys.take().value).toBe("req:2");
  expect(keys.take().value).toBe("req:4");
});

test("however many attempts fail, the keys in use are 1 to n", () => {
  const keys = new StepKeys("req");
  const used: string[] = [];
  for (let attempt = 0; attempt < 30; attempt++) {
    const key = keys.take();
    if (attempt % 3 === 2) used.push(key.value);
    else key.release();
  }
  expect(used).toEqual(Array.from({ length: 10 }, (_, index) => `req:${index + 1}`));
});

test("without a caller's key each call has a UUID", () => {
  const keys = new StepKeys(undefined);
  const [one, two] = [keys.take().value, keys.take().value];
  expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  expect(one).not.toBe(two);
});
