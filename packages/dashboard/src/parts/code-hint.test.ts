import { expect, test } from "vitest";
import { codeFromName, codeHint } from "./code-hint";

test.each(["feature1", "metric", "usage", "x"])("%s is said to say little", (code) => {
  expect(codeHint(code)).toContain("Better:");
});

test.each(["api_calls", "storage_gb", "emails_sent", "compute_minutes", ""])("%s is good", (code) => {
  expect(codeHint(code)).toBeUndefined();
});

test("a code is made of a name", () => {
  expect(codeFromName(" API calls (v2) ")).toBe("api_calls_v2");
  expect(codeHint(codeFromName("Ünïcode!"))).toBeUndefined();
});
