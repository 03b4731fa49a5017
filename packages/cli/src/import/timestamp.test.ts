import { describe, expect, it } from "vitest";
import { MissingZone, RowProblem } from "./row-problem.js";
import { readTimestamp, readZone } from "./timestamp.js";

describe("readTimestamp", () => {
  it.each<[string, string, boolean]>([
    ["2023-11-16 18:15:46.6805900", "2023-11-16T18:15:46.680Z", true],
    ["2023-11-16 18:15:46.680", "2023-11-16T18:15:46.680Z", false],
    ["2023-11-16 18:15:46.6800000", "2023-11-16T18:15:46.680Z", false],
    ["2023-11-16 18:15:46.9999999", "2023-11-16T18:15:46.999Z", true],
    ["2023-11-16 18:15:46,5", "2023-11-16T18:15:46.500Z", false],
    ["2023-11-16T18:15", "2023-11-16T18:15:00.000Z", false],
    ["2024-02-29 00:00:00", "2024-02-29T00:00:00.000Z", false],
    ["  2023-11-16T18:15:46Z ", "2023-11-16T18:15:46.000Z", false],
    ["2023-11-16 18:15:46 UTC", "2023-11-16T18:15:46.000Z", false],
    ["2023-11-16 00:15:46+02:00", "2023-11-15T22:15:46.000Z", false],
    ["2023-11-16 23:15:46-0330", "2023-11-17T02:45:46.000Z", false],
    ["2023-11-16 18:15:46+00", "2023-11-16T18:15:46.000Z", false],
    ["1700158546", "2023-11-16T18:15:46.000Z", false],
    ["1700158546.6805", "2023-11-16T18:15:46.680Z", true],
    ["1700158546680", "2023-11-16T18:15:46.680Z", false],
  ])("reads %s", (text, iso, truncated) => {
    expect(readTimestamp(text, 0)).toEqual({ iso, truncated });
  });

  it("asks for the zone where there is none, and takes the one given only there", () => {
    expect(() => readTimestamp("2023-11-16 18:15:46", undefined)).toThrow(MissingZone);
    expect(readTimestamp("2023-11-16 18:15:46", 90).iso).toBe("2023-11-16T16:45:46.000Z");
    expect(readTimestamp("2023-11-16 18:15:46Z", 90).iso).toBe("2023-11-16T18:15:46.000Z");
    expect(readTimestamp("1700158546", 90).iso).toBe("2023-11-16T18:15:46.000Z");
  });

  it.each([
    "",
    "now",
    "2023-11-16",
    "16/11/2023 18:15",
    "11/16/2023",
    "20231116T181546Z",
    "170015854",
    "1e9",
  ])("refuses %j, which is no time", (text) => {
    expect(() => readTimestamp(text, 0)).toThrow(/is not a time like/);
  });

  it.each([
    "2023-02-29 00:00:00",
    "2023-13-01 00:00:00",
    "2023-00-01 00:00:00",
    "2023-11-31T00:00:00Z",
    "2023-11-16 24:00:00",
    "2023-11-16 18:60:00",
    "2023-11-16 18:15:60",
  ])("refuses %s, which does not exist", (text) => {
    expect(() => readTimestamp(text, 0)).toThrow(/does not exist/);
  });

  it("refuses an offset that no place has", () => {
    expect(() => readTimestamp("2023-11-16 18:15:46+15:00", 0)).toThrow(RowProblem);
    expect(() => readTimestamp("2023-11-16 18:15:46+02:60", 0)).toThrow(RowProblem);
  });
});

it("readZone takes UTC and offsets, and no place's name", () => {
  expect(["UTC", "z", "+02:00", "-0330"].map(readZone)).toEqual([0, 0, 120, -210]);
  expect(["Europe/Berlin", "", "2", "+2", "+99:00", "CET"].map(readZone)).toEqual(Array(6).fill(undefined));
});
