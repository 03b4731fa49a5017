/** What is printed, in words: a document without paper. What it says is decided by those who make one. */
import type { PaperSize } from "../../platform/index.js";

export interface PrintedParty {
  readonly name: string;
  readonly lines: readonly string[];
}

export interface PrintedLine {
  readonly description: string;
  /** Below it, smaller: the period, what was used and included. */
  readonly details: readonly string[];
  readonly quantity: string;
  readonly unitPrice: string;
  readonly amount: string;
}

export interface PrintedTotal {
  readonly label: string;
  readonly amount: string;
  readonly isStrong?: boolean;
}

export interface PrintedTable {
  readonly title: string;
  readonly head: readonly string[];
  /** The first column is text, the others are figures. */
  readonly rows: readonly (readonly string[])[];
}

export interface PrintedDocument {
  /** "Invoice" or "Credit note". */
  readonly kind: string;
  readonly number: string;
  readonly size: PaperSize;
  /** `#rrggbb` */
  readonly accent: string;
  readonly logo: Buffer | undefined;
  readonly stamp: { readonly text: string; readonly tone: "good" | "neutral" | "bad" };
  readonly seller: PrintedParty | undefined;
  readonly buyer: PrintedParty;
  /** Dates, numbers, terms: label and value. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly lines: readonly PrintedLine[];
  readonly totals: readonly PrintedTotal[];
  /** Titles and texts: payment instructions, reasons. */
  readonly notes: readonly (readonly [title: string, text: string])[];
  readonly tables: readonly PrintedTable[];
  readonly footer: string | null;
  /** Of its content; the file's own date. */
  readonly issuedAt: Date;
}
