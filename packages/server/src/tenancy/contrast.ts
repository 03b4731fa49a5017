/** Contrast of colours, after WCAG 2.2. Pure. */

/** What text of ordinary size needs (level AA). */
export const READABLE_CONTRAST = 4.5;

/** Of `#rrggbb` and white, from 1 (white) to 21 (black): the same for text on white, and for white text on it. */
export function contrastWithWhite(color: string): number {
  return 1.05 / (luminance(color) + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(color.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
