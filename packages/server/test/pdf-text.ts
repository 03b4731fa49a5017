/** Reads a PDF as a reader of it would: by pdf.js, which is none of ours. */
import { extractText, getDocumentProxy } from "unpdf";

/** The text of each page, with single spaces. */
export async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { text } = await extractText(document, { mergePages: false });
  return text.map((page) => page.replaceAll(/\s+/g, " "));
}
