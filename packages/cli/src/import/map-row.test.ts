import { describe, expect, it } from "vitest";
import { UsageError } from "../errors.js";
import { mapRow } from "./map-row.js";
import { bindMapping, describeMapping, readMapping } from "./mapping.js";
import type { SourceRow } from "./source-row.js";

const OPTIONS = { zone: 0, keyPrefix: "import:abc:" };

/** Maps one row; `values` are those of a CSV unless `json`. */
function map(values: SourceRow["values"], maps: string[] = [], sets: string[] = [], json = false) {
  const mapping = bindMapping(readMapping(maps, sets, 0), json ? undefined : Object.keys(values));
  return mapRow({ number: 7, line: 8, values, fault: undefined }, mapping, OPTIONS);
}

const eventOf = (...args: Parameters<typeof map>) => {
  const mapped = map(...args);
  return "event" in mapped ? mapped.event : mapped.problem.message;
};

const CALL = { customerId: "u", feature: "api_calls" };

describe("a number of JSON that is larger than JSON keeps exactly", () => {
  it.each(["customerId", "idempotencyKey", "property:trace"])("is refused as %s, by name", (field) => {
    for (const id of ["9007199254740993", "1234567890123456789", "-9007199254740993", "1e400"]) {
      const row = { ...CALL, ...JSON.parse(`{"id": ${id}}`) };
      expect(eventOf(row, [`${field}=id`], [], true)).toContain(
        `column "id" (${field}): is a larger number than JSON keeps exactly; write it as text`,
      );
    }
  });

  it("is taken as text", () => {
    const row = { ...CALL, id: "1234567890123456789" };
    expect(eventOf(row, ["idempotencyKey=id"], [], true)).toMatchObject({
      idempotencyKey: "1234567890123456789",
    });
  });
});

describe("an event", () => {
  it("of a row of calls has the row's number in its key", () => {
    expect(eventOf({ ...CALL, value: "2.5" })).toEqual({
      ...CALL,
      value: 2.5,
      idempotencyKey: "import:abc:7",
    });
    expect(eventOf(CALL)).toEqual({ ...CALL, idempotencyKey: "import:abc:7" });
  });

  it("of a row of tokens has each pool apart; an empty count is none", () => {
    const row = { ...CALL, model: "a/b", inputTokens: "1", outputTokens: "2", cacheReadTokens: "3" };
    const more = { cacheWriteTokens: "", cacheWrite1hTokens: "5", reasoningTokens: "1" };
    expect(eventOf({ ...row, ...more })).toEqual({
      ...CALL,
      model: "a/b",
      inputTokens: 1,
      outputTokens: 2,
      cacheReadTokens: 3,
      cacheWrite1hTokens: 5,
      reasoningTokens: 1,
      idempotencyKey: "import:abc:7",
    });
  });

  it("takes its own key, properties and time from the columns named", () => {
    const row = { who: "u", id: "k", region: "eu", empty: "", at: "2023-11-16 18:15:46.5" };
    const maps = [
      "customerId=who",
      "idempotencyKey=id",
      "property:region=region",
      "property:x=empty",
      "timestamp=at",
    ];
    expect(eventOf(row, maps, ["feature=f", "property:source=log"])).toEqual({
      customerId: "u",
      feature: "f",
      idempotencyKey: "k",
      timestamp: "2023-11-16T18:15:46.500Z",
      properties: [
        { property: "region", value: "eu" },
        { property: "source", value: "log" },
      ],
    });
  });

  it("of a row of JSON takes numbers, flags, and what lies deeper", () => {
    const row = { ...CALL, value: 3, usage: { by: { id: 17 } }, "a.b": true };
    expect(eventOf(row, ["property:by=usage.by.id", "property:flag=a.b"], [], true)).toMatchObject({
      value: 3,
      properties: [
        { property: "by", value: "17" },
        { property: "flag", value: "true" },
      ],
    });
    expect(eventOf({ ...CALL, customerId: 9007199254740991 }, [], [], true)).toMatchObject({
      customerId: "9007199254740991",
    });
    expect(eventOf({ ...CALL, value: null }, [], [], true)).toEqual({
      ...CALL,
      idempotencyKey: "import:abc:7",
    });
  });

  it("keeps an = in a column's name or a constant", () => {
    expect(eventOf({ ...CALL, "a=b": "1" }, ["value=a=b"], ["property:q=x=y"])).toMatchObject({
      value: 1,
      properties: [{ property: "q", value: "x=y" }],
    });
  });
});

describe("a row that cannot be mapped", () => {
  const AI = { ...CALL, model: "a/b", inputTokens: "1" };
  it.each<[string, Parameters<typeof map>, string]>([
    ["no customer", [{ ...CALL, customerId: "" }], 'column "customerId" (customerId): is empty'],
    ["an empty value", [{ ...CALL, value: "" }], 'column "value" (value): is empty'],
    [
      "a value that is none",
      [{ ...CALL, n: "many" }, ["value=n"]],
      'column "n" (value): "many" is not a number',
    ],
    ["an empty key", [{ ...CALL, id: "" }, ["idempotencyKey=id"]], 'column "id" (idempotencyKey): is empty'],
    ["an empty time", [{ ...CALL, timestamp: "" }], 'column "timestamp" (timestamp): is empty'],
    ["half a token", [{ ...AI, outputTokens: "1.5" }], '"1.5" is not a whole number'],
    ["no input tokens", [{ ...AI, inputTokens: "" }], 'column "inputTokens" (inputTokens): is empty'],
    ["tokens and no model", [{ ...AI, model: "" }], "is empty, but inputTokens is not"],
    ["a model and a value", [{ ...AI, value: "2" }], '"2" must be empty if there is a model'],
    ["a list", [{ ...CALL, value: [1] }, [], [], true], 'column "value" (value): is a list'],
    [
      "an object",
      [{ ...CALL, usage: {} }, ["value=usage"], [], true],
      "is an object; name one of its fields",
    ],
    ["a mapped column that JSON lacks", [CALL, ["value=n"], [], true], 'column "n" (value): is empty'],
  ])("for %s says where and why", (_, args, message) => {
    const problem = eventOf(...args);
    expect(problem).toContain("row 7 (line 8), ");
    expect(problem).toContain(message);
  });

  it("shows no more of a cell than one can read", () => {
    expect(String(eventOf({ ...CALL, value: "x".repeat(5_000) })).length).toBeLessThan(250);
  });
});

describe("a mapping", () => {
  it("does not choose between two columns of one name", () => {
    const bind = () => bindMapping(readMapping(["value=n"], ["customerId=u", "feature=f"], 0), ["n", "n"]);
    expect(bind).toThrow(UsageError);
    expect(bind).toThrow(/There are 2 columns "n"/);
  });

  it("is told in words", () => {
    const mapping = bindMapping(readMapping(["value=n"], ["feature=f"], 0), ["customerId", "n"]);
    expect(describeMapping(mapping)).toEqual([
      'value       from column "n"',
      'feature     is "f"',
      'customerId  from column "customerId"',
    ]);
  });
});
