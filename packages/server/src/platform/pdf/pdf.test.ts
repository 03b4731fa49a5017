/**
 * Broken on purpose: documents that share the glyphs of a face; an "A" could not be copied out of a document that came after
 * one with an "Å". Seen.
 */
import { expect, test, vi } from "vitest";
import * as opened from "./pdf.js";

async function saying(text: string, { openPdf, closePdf, BOLD } = opened): Promise<Buffer> {
  const margins = { top: 10, bottom: 10, left: 10, right: 10 };
  const pdf = await openPdf({ size: "A4", margins, title: "T", author: "A", createdAt: new Date(0) });
  pdf.font(BOLD).text(text);
  return Buffer.from(await closePdf(pdf));
}

/** As the first document of a server. */
async function sayingFirst(text: string): Promise<Buffer> {
  vi.resetModules();
  return saying(text, await import("./pdf.js"));
}

test("a document is the same whatever was drawn before it", async () => {
  const texts = ["Å", "A", "μ", "µ", "Ω", "Ω", "a\u00a0b", "a b"];
  for (const text of texts) await saying(text);
  for (const text of texts) expect((await saying(text)).equals(await sayingFirst(text)), text).toBe(true);
  expect((await saying("A")).equals(await saying("Å"))).toBe(false);
});
