import { expect, test } from "vitest";
import { CSV_HEAD, csvRow } from "./csv";

const event = (model: string) =>
  ({ id: "evt_1", timestamp: "t", customerId: "c", feature: "f", model }) as never;

test("a row has a cell for each name, and text that would run or break the file does neither", () => {
  expect(csvRow(event("gpt")).split(",")).toHaveLength(CSV_HEAD.split(",").length);
  expect(csvRow(event('=cmd("x"),1'))).toContain(`"'=cmd(""x""),1"`);
  expect(csvRow(event("-1"))).toContain(",'-1,");
});

test("a row of another currency says at which rate its cost was exchanged", () => {
  const inYen = { ...(event("gpt") as object), cost: { currency: "JPY", exchangeRate: 151.25 } } as never;
  expect(csvRow(inYen).split(",")[CSV_HEAD.split(",").indexOf("exchangeRate")]).toBe("151.25");
});
