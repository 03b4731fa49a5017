import { describe, expect, it } from "vitest";
import { freshTokens, inclusiveTokens, type Notes } from "./inclusive-tokens.js";

const fresh = (event: Record<string, unknown>, notes: Notes = new Map()) => freshTokens(event, "", notes);

describe("fresh tokens", () => {
  it("are the input without what was read and written", () => {
    const event = { inputTokens: 1000, cacheReadTokens: 600, cacheWriteTokens: 100, cacheWrite1hTokens: 50 };
    expect(fresh(event)).toEqual({ ...event, inputTokens: 250 });
  });

  it("can be none", () => {
    expect(fresh({ inputTokens: 600, cacheReadTokens: 600 }).inputTokens).toBe(0);
  });

  it("are the input itself without a cache", () => {
    const event = { inputTokens: 1000 };
    expect(fresh(event)).toBe(event);
  });

  it("go on below zero, with the figures that explain it", () => {
    const notes: Notes = new Map();
    const event = { inputTokens: 10, cacheReadTokens: 8, cacheWriteTokens: 4 };
    expect(freshTokens(event, "events[2].", notes).inputTokens).toBe(-2);
    expect(notes.get("events[2].inputTokens")).toMatch(/^10 .* 8 read and 4 written$/);
  });

  it.each([
    { inputTokens: "1000", cacheReadTokens: 600 },
    { inputTokens: 1000, cacheReadTokens: "600" },
    { inputTokens: 1000, cacheReadTokens: -600 },
    { inputTokens: 1000, cacheReadTokens: 0.5 },
    { inputTokens: 1000, cacheReadTokens: null, cacheWriteTokens: [] },
    { cacheReadTokens: 600 },
  ])("are not made of what is no count: %j", (event) => {
    expect(fresh(event)).toBe(event);
  });

  it("come back as the inclusive ones that were sent", () => {
    const event = { inputTokens: 1000, cacheReadTokens: 600, cacheWriteTokens: 100 };
    expect(inclusiveTokens(fresh(event))).toEqual(event);
  });
});
