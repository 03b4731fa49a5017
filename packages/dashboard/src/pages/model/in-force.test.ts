import { expect, test } from "vitest";
import { catalogPrice, changesOf, ownAfter, type Price } from "./in-force";

const price = (id: string, effectiveFrom: string, more: Partial<Price> = {}): Price =>
  ({ id, effectiveFrom, override: false, ...more }) as Price;
const own = (id: string, effectiveFrom: string, more: Partial<Price> = {}) =>
  price(id, effectiveFrom, { override: true, ...more });

const first = price("first", "1970-01-01");
const second = price("second", "2026-03-01");
const mine = own("mine", "2026-02-01");
const end = price("end", "2026-04-01", { endsOverride: true });
const later = own("later", "2026-09-01");

test("an own price hides the catalog's from its time on, newer ones too, until it is ended", () => {
  const steps = (prices: Price[]) => changesOf(prices).map(({ at, price }) => [at, price.id]);
  expect(steps([second, mine, first])).toEqual([
    ["1970-01-01", "first"],
    ["2026-02-01", "mine"],
  ]);
  expect(steps([later, end, second, mine, first])).toEqual([
    ["1970-01-01", "first"],
    ["2026-02-01", "mine"],
    ["2026-04-01", "second"],
    ["2026-09-01", "later"],
  ]);
});

test("of two at one time, the one that stands first corrects the other", () => {
  const corrected = own("corrected", "2026-02-01");
  expect(changesOf([corrected, mine, first]).at(-1)!.price.id).toBe("corrected");
});

test("what would hold without an own price is the catalog's newest that has begun", () => {
  expect(catalogPrice([later, second, mine, first], "2026-02-15")?.id).toBe("first");
  expect(catalogPrice([later, second, mine, first], "2026-03-15")?.id).toBe("second");
  expect(catalogPrice([end, mine], "2026-05-01")).toBeUndefined();
});

test("own prices that are dated later still come, the next one first", () => {
  const latest = own("latest", "2027-01-01");
  expect(ownAfter([latest, later, second, mine, first], mine)).toEqual([later, latest]);
  expect(ownAfter([second, mine, first], mine)).toEqual([]);
});
