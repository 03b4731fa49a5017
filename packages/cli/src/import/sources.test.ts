import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCsv } from "./csv-source.js";
import { openNdjson } from "./ndjson-source.js";
import { openSource } from "./open-source.js";
import type { RowSource } from "./source-row.js";

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "farthing-sources-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(content: string | Buffer, name = "file"): Promise<string> {
  const file = path.join(folder, `${++files}-${name}`);
  await writeFile(file, content);
  return file;
}

async function rowsOf(source: RowSource) {
  const rows = [];
  for await (const { number, line, values, fault } of source.rows())
    rows.push({ number, line, values: { ...values }, ...(fault === undefined ? {} : { fault }) });
  return rows;
}

describe("a CSV", () => {
  const csv = async (content: string, chunkBytes = 65_536) =>
    openCsv(await write(content), { delimiter: ",", chunkBytes });

  it("with quotes, commas, line breaks in cells, CRLF, a BOM and empty lines", async () => {
    const content = '\uFEFFuser, note \r\n\r\na,"x, ""y"""\r\nb,"two\nlines"\r\n\r\nc,\r\n';
    const source = await csv(content);
    expect(source.columns).toEqual(["user", "note"]);
    const rows = [
      { number: 1, line: 3, values: { user: "a", note: 'x, "y"' } },
      { number: 2, line: 5, values: { user: "b", note: "two\nlines" } },
      { number: 3, line: 7, values: { user: "c", note: "" } },
    ];
    expect(await rowsOf(source)).toEqual(rows);
    // Whatever falls on the seam of two pieces.
    for (const chunkBytes of [1, 2, 3, 5, 7, 11])
      expect(await rowsOf(await csv(content, chunkBytes))).toEqual(rows);
  });

  it("whose lines end in different ways, and whose last does not end at all", async () => {
    const rows = await rowsOf(await csv("a,b\r\n1,2\n3,4\r5,6"));
    expect(rows.map(({ values }) => values)).toEqual([
      { a: "1", b: "2" },
      { a: "3", b: "4" },
      { a: "5", b: "6" },
    ]);
  });

  it("with rows of other lengths than the header's says so of them alone", async () => {
    expect(await rowsOf(await csv("a,b\n1\n2,3\n4,5,6\n"))).toEqual([
      { number: 1, line: 2, values: { a: "1" }, fault: "has 1 cells, but the header has 2" },
      { number: 2, line: 3, values: { a: "2", b: "3" } },
      {
        number: 3,
        line: 4,
        values: { a: "4", b: "5", "cell 3": "6" },
        fault: "has 3 cells, but the header has 2",
      },
    ]);
  });

  it("takes names as they come, and other delimiters", async () => {
    const source = await openSource(await write("__proto__\ta\n1\t2\n", "x.tsv"), {
      format: undefined,
      delimiter: undefined,
    });
    expect(source.columns).toEqual(["__proto__", "a"]);
    for await (const { values } of source.rows())
      expect(Object.entries(values)).toEqual([
        ["__proto__", "1"],
        ["a", "2"],
      ]);
    const semicolons = { format: "csv", delimiter: ";" } as const;
    expect((await openSource(await write("a;b\n", "x.txt"), semicolons)).columns).toEqual(["a", "b"]);
  });

  it.each<[string, string, RegExp]>([
    ["without anything in it", "", /is empty: it has no header/],
    ["with a quote that is never closed", 'a\n"1\n2\n', /line \d.*never closed/],
    ["with a quote within a cell", 'a\n1"2\n', /line 2 is not CSV/],
    ["with text after a quote", 'a\n"1"2\n', /line 2 is not CSV/],
    ["with a row without end", `a\n"${"x".repeat(1_100_000)}"\n`, /never closed, or a row is larger/],
  ])("%s is refused as a whole", async (_, content, message) => {
    await expect(csv(content).then(rowsOf)).rejects.toThrow(message);
  });
});

describe("NDJSON", () => {
  it("with CRLF, a BOM, empty lines, and characters that are line breaks elsewhere", async () => {
    const content = '\uFEFF{"a":1}\r\n\n  \n{"a":"x\u2028y"}\n{"b":{"c":[2]}}';
    const rows = [
      { number: 1, line: 1, values: { a: 1 } },
      { number: 2, line: 4, values: { a: "x\u2028y" } },
      { number: 3, line: 5, values: { b: { c: [2] } } },
    ];
    const file = await write(content);
    for (const chunkBytes of [1, 4, 65_536]) expect(await rowsOf(openNdjson(file, chunkBytes))).toEqual(rows);
  });

  it("says of lines that are no objects what they are, and goes on", async () => {
    const rows = await rowsOf(openNdjson(await write('{"a":1\n[1]\n"x"\nnull\n{"a":2}\n')));
    expect(rows.map(({ fault }) => fault)).toEqual([
      expect.stringMatching(/^is not JSON: /),
      "is not a JSON object",
      "is not a JSON object",
      "is not a JSON object",
      undefined,
    ]);
    expect(rows[0]?.values).toEqual({ text: '{"a":1' });
  });

  it("with a line without end is refused as a whole", async () => {
    const file = await write(`{"a":"${"x".repeat(1_100_000)}`);
    await expect(rowsOf(openNdjson(file, 65_536))).rejects.toThrow(/larger than 1 MiB/);
  });
});

it("a file is taken as what its name says, or as what it is said to be", async () => {
  const open = async (name: string, format?: "csv" | "ndjson") =>
    (await openSource(await write('{"a":1}\n', name), { format, delimiter: undefined })).columns;
  expect(await open("x.jsonl")).toBeUndefined();
  expect(await open("x.NDJSON")).toBeUndefined();
  expect(await open("x.log", "ndjson")).toBeUndefined();
  await expect(open("x.log")).rejects.toThrow(/Pass --format csv or --format ndjson/);
  await expect(openSource(folder, { format: "csv", delimiter: undefined })).rejects.toThrow(
    /is not a regular file/,
  );
});
