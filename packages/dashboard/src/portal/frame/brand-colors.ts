/**
 * The operator's colour, made readable: any colour there is becomes one that text can be written in and on, in light
 * and in dark. Contrast after WCAG 2.2; 4.5 is what text of ordinary size needs.
 */

type Rgb = readonly [number, number, number];

const ENOUGH = 4.5;
const SURFACES = { light: "#ffffff", dark: "#1d1a16" } as const;
/** The darkest and the lightest ground that accents stand on, beside their own soft one. */
const GROUNDS = {
  light: ["#ffffff", "#fbfaf8", "#f3f1ed"],
  dark: ["#1d1a16", "#15130f", "#26221d"],
} as const;
const SOFT = { light: 0.1, dark: 0.18 } as const;
const STEP = 0.04;

export interface BrandColors {
  /** For text, borders and what is filled. */
  readonly accent: string;
  /** For text on what is filled with it. */
  readonly ink: string;
  /** A tint to stand behind text in the accent. */
  readonly soft: string;
}

export function brandColors(color: string, theme: "light" | "dark"): BrandColors {
  const surface = SURFACES[theme];
  const towards = theme === "light" ? "#000000" : "#ffffff";
  for (let share = 0; share <= 1; share += STEP) {
    const accent = mixed(color, towards, share);
    const soft = mixed(surface, accent, SOFT[theme]);
    if ([...GROUNDS[theme], soft].every((ground) => contrast(accent, ground) >= ENOUGH))
      return { accent, soft, ink: inkOn(accent) };
  }
  return { accent: towards, soft: mixed(surface, towards, SOFT[theme]), ink: inkOn(towards) };
}

/** Black or white: whichever is read better. One of them always has 4.5. */
export const inkOn = (color: string): string =>
  contrast("#ffffff", color) >= contrast("#000000", color) ? "#ffffff" : "#000000";

export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(parse(a)), luminance(parse(b))].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

function linear(part: number): number {
  const value = part / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

const parse = (color: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as unknown as Rgb;

function mixed(from: string, to: string, share: number): string {
  const [a, b] = [parse(from), parse(to)];
  return `#${a
    .map((part, n) =>
      Math.round(part + (b[n]! - part) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}
