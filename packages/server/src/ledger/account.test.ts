import fc from "fast-check";
import { expect, test } from "vitest";
import { type Account, add, isLittle, marksPassed, remainingNanos, spend } from "./account.js";

const account = (allowanceNanos: bigint, purchasedNanos: bigint): Account => ({
  customerId: "cus_01h455vb4pex5vsknk084sn02q",
  environmentId: "env_01h455vb4pex5vsknk084sn02q",
  lastSeq: 0n,
  subscriptionId: null,
  unit: "USD",
  allowanceNanos,
  purchasedNanos,
  includedNanos: 0n,
});

test("the allowance is spent first, then what was purchased, then the allowance below zero", () => {
  const one = account(100n, 50n);
  expect(spend(one, 60n)).toMatchObject({ amountNanos: -60n, purchasedNanos: 0n, balanceAfterNanos: 90n });
  expect(spend(one, 60n)).toMatchObject({ amountNanos: -60n, purchasedNanos: -20n, balanceAfterNanos: 30n });
  expect(spend(one, 40n)).toMatchObject({ amountNanos: -40n, purchasedNanos: -30n, balanceAfterNanos: -10n });
  expect([one.allowanceNanos, one.purchasedNanos, one.lastSeq]).toEqual([-10n, 0n, 3n]);
});

test("a debt in the allowance is not paid out of what was purchased", () => {
  const one = account(-10n, 50n);
  expect(spend(one, 20n)).toMatchObject({ purchasedNanos: -20n, balanceAfterNanos: 20n });
  expect(one.allowanceNanos).toBe(-10n);
});

test("a change that the account could not hold is refused with its field and changes nothing", () => {
  const one = account(9_223_372_036_854_775_807n, 0n);
  expect(() => add(one, 1n, "allowance")).toThrow(/amount/);
  expect(() => add(one, 1n, "purchased")).toThrow(/amount/);
  const low = account(-9_223_372_036_854_775_807n, 0n);
  expect(() => spend(low, 1n, "value")).toThrow(/value/);
  expect([one.lastSeq, low.lastSeq, remainingNanos(low)]).toEqual([0n, 0n, -9_223_372_036_854_775_807n]);
});

test("every posting leaves the balance where the one before it was, plus its amount; purchased never goes below zero", () => {
  const change = fc.record({
    spends: fc.boolean(),
    pool: fc.constantFrom("allowance" as const, "purchased" as const),
    amount: fc.bigInt({ min: 0n, max: 10n ** 15n }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const one = account(0n, 0n);
      let balance = 0n;
      for (const { spends, pool, amount } of changes) {
        const posting = spends ? spend(one, amount) : add(one, amount, pool);
        expect(posting.balanceAfterNanos).toBe(balance + posting.amountNanos);
        balance = posting.balanceAfterNanos;
        expect(remainingNanos(one)).toBe(balance);
        expect(one.purchasedNanos >= 0n).toBe(true);
      }
      expect(one.lastSeq).toBe(BigInt(changes.length));
    }),
    { numRuns: 5_000 },
  );
});

test.each<[included: bigint, before: bigint, after: bigint, marks: string[]]>([
  [100n, 100n, 20n, []],
  [100n, 20n, 19n, ["low"]],
  [100n, 19n, 1n, []],
  [100n, 20n, 0n, ["low", "exhausted"]],
  [100n, 1n, 0n, ["exhausted"]],
  [100n, 1n, -5n, ["exhausted"]],
  [100n, 0n, -5n, []],
  [100n, 19n, 19n, []],
  // Not a whole number of nanos: 1.4 is 20 % of 7.
  [7n, 2n, 1n, ["low"]],
  [7n, 3n, 2n, []],
  [1n, 1n, 0n, ["low", "exhausted"]],
  [0n, 5n, 1n, []],
  [0n, 5n, 0n, ["exhausted"]],
  [0n, 0n, -1n, []],
])("of %s included, from %s to %s passes %j", (included, before, after, marks) => {
  expect(marksPassed(before, after, included)).toEqual(marks);
});

test("a charge that leaves more than a little passes no mark, and marks are passed once between two additions", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
  fc.assert(
    fc.property(amount, amount, fc.array(amount, { maxLength: 20 }), (included, start, charges) => {
      let remaining = start;
      const passed: string[] = [];
      for (const charged of charges) {
        const marks = marksPassed(remaining, remaining - charged, included);
        remaining -= charged;
        if (!isLittle(remaining, included)) expect(marks).toEqual([]);
        passed.push(...marks);
      }
      const wasEnough = included > 0n && 5n * start >= included;
      const isLow = 5n * remaining < included;
      const expected = [
        ...(wasEnough && isLow ? ["low"] : []),
        ...(start > 0n && remaining <= 0n ? ["exhausted"] : []),
      ];
      expect(passed).toEqual(expected);
    }),
  );
});
