/**
 * Paper: a document with fonts that have every Latin, Greek and Cyrillic letter and every currency's sign, the same
 * bytes for the same content. What is drawn on it is decided elsewhere.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

export type Pdf = PDFKit.PDFDocument;
export type PaperSize = "A4" | "LETTER";
/** The faces that {@link openPdf} registers. */
export const REGULAR = "regular";
export const BOLD = "bold";

interface PdfOptions {
  readonly size: PaperSize;
  /** Points; the content keeps off the edges by these. */
  readonly margins: {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
  };
  readonly title: string;
  readonly author: string;
  /** Of the content, not of the file: the file is the same whenever it is made. */
  readonly createdAt: Date;
}

/** Loaded with the first document: a server that loads it at its start takes 17 MB more. */
const pdfkit = async () => (await import("pdfkit")).default;

const FONT_PACKAGE = "@expo-google-fonts/noto-sans";
const FACES = {
  [REGULAR]: "400Regular/NotoSans_400Regular.ttf",
  [BOLD]: "600SemiBold/NotoSans_600SemiBold.ttf",
};
/** An opened one is taken as well, which the types do not say. */
type Face = PDFKit.Mixins.PDFFontSource;
let loading: Promise<Record<string, Face>> | undefined;

/**
 * Opened when the first document is made: a server that makes none holds no fonts. Opened once: for each
 * document anew it took 130 ms of 150, in which a server answers nobody.
 */
function faces(): Promise<Record<string, Face>> {
  loading ??= openFaces();
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

async function openFaces(): Promise<Record<string, Face>> {
  const { create } = await import("fontkit");
  const folder = path.dirname(createRequire(import.meta.url).resolve(`${FONT_PACKAGE}/package.json`));
  const entries = Object.entries(FACES).map(async ([name, file]) => [
    name,
    create(await readFile(path.join(folder, file))),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * A face keeps each glyph with the letters that it stood for when it was first asked for, and a document takes from there
 * what can be copied out of it: with the glyphs of those before, an "A" that was first a part of an "Å" could not be.
 */
const withOwnGlyphs = (face: Face): Face => Object.create(face as object, { _glyphs: { value: {} } });

/** Pages stay open until {@link closePdf}, so that each can be told how many there are. */
export async function openPdf({ size, margins, title, author, createdAt }: PdfOptions): Promise<Pdf> {
  const PDFDocument = await pdfkit();
  const pdf = new PDFDocument({
    size,
    margins,
    bufferPages: true,
    autoFirstPage: false,
    lang: "en",
    displayTitle: true,
    info: {
      Title: title,
      Author: author,
      Creator: "Farthing",
      Producer: "Farthing",
      CreationDate: createdAt,
    },
  });
  for (const [name, face] of Object.entries(await faces())) pdf.registerFont(name, withOwnGlyphs(face));
  pdf.font(REGULAR);
  pdf.addPage();
  return pdf;
}

export async function closePdf(pdf: Pdf): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  const done = new Promise<void>((resolve, reject) => {
    pdf.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on("end", resolve);
    pdf.on("error", reject);
  });
  pdf.end();
  await done;
  return new Uint8Array(Buffer.concat(chunks));
}

/** Whether a picture can be drawn, by drawing it: what cannot would be found out by a customer's document. */
export async function isDrawable(image: Buffer): Promise<boolean> {
  const PDFDocument = await pdfkit();
  try {
    const pdf = new PDFDocument({ size: "A4" });
    pdf.image(image, 0, 0, { fit: [10, 10] });
    await closePdf(pdf);
    return true;
  } catch {
    return false;
  }
}
