import { describe, expect, test } from "vitest";
import { brandColors, contrast, inkOn } from "./brand-colors";

const COLORS = [
  "#ffffff",
  "#000000",
  "#ffff00",
  "#00ff88",
  "#ff0000",
  "#0000ff",
  "#777777",
  "#9a4a1c",
  "#1d4ed8",
];
const GROUNDS = { light: ["#ffffff", "#fbfaf8", "#f3f1ed"], dark: ["#1d1a16", "#15130f", "#26221d"] };

describe.each(["light", "dark"] as const)("in %s", (theme) => {
  test.each(COLORS)("%s is readable as text, under text, and on its own tint", (color) => {
    const { accent, ink, soft } = brandColors(color, theme);
    for (const ground of [...GROUNDS[theme], soft])
      expect(contrast(accent, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(ink, accent)).toBeGreaterThanOrEqual(4.5);
  });
});

test("a colour that is readable already stays as the operator chose it", () => {
  expect(brandColors("#9a4a1c", "light").accent).toBe("#9a4a1c");
});

test("contrast is that of WCAG", () => {
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect([inkOn("#ffff00"), inkOn("#0000ff")]).toEqual(["#000000", "#ffffff"]);
});
