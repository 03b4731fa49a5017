/** Puts a document on paper: head, both sides, lines over as many pages as they need, totals, notes, feet. */
import { BOLD, closePdf, openPdf, type Pdf, REGULAR } from "../../platform/index.js";
import type { PrintedDocument, PrintedLine, PrintedParty, PrintedTable } from "./document.js";

const MARGINS = { top: 48, bottom: 84, left: 48, right: 48 };
const INK = "#1f2937";
const GREY = "#6b7280";
const RULE = "#d1d5db";
const TONES = { good: "#15803d", neutral: "#374151", bad: "#b91c1c" };
const LOGO = { width: 180, height: 52 };
const SMALL = 8;
const TEXT = 9.5;
const GAP = 12;

export async function drawDocument(document: PrintedDocument): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await openPdf({
    size: document.size,
    margins: MARGINS,
    title: `${document.kind} ${document.number}`,
    author: document.seller?.name ?? "",
    createdAt: document.issuedAt,
  });
  const sheet = new Sheet(pdf, document);
  sheet.head();
  sheet.parties();
  sheet.lines();
  sheet.totals();
  for (const [title, text] of document.notes) sheet.note(title, text);
  for (const table of document.tables) sheet.table(table);
  sheet.feet();
  return closePdf(pdf);
}

interface Column {
  readonly x: number;
  readonly width: number;
  readonly align: "left" | "right";
}

class Sheet {
  /** Where the next thing is drawn, from the top of the page. */
  #y = MARGINS.top;

  constructor(
    private readonly pdf: Pdf,
    private readonly document: PrintedDocument,
  ) {}

  get #width(): number {
    return this.pdf.page.width - MARGINS.left - MARGINS.right;
  }
  get #bottom(): number {
    return this.pdf.page.height - MARGINS.bottom;
  }

  /** @returns the height that the text takes */
  #text(
    text: string,
    { x, width, align }: Column,
    { y = this.#y, size = TEXT, font = REGULAR, color = INK } = {},
  ): number {
    this.pdf.font(font).fontSize(size).fillColor(color);
    const height = this.pdf.heightOfString(text, { width });
    this.pdf.text(text, x, y, { width, align });
    return height;
  }

  #heightOf(text: string, width: number, size: number, font = REGULAR): number {
    return this.pdf.font(font).fontSize(size).heightOfString(text, { width });
  }

  #rule(color = RULE, thickness = 0.5): void {
    const { left } = MARGINS;
    this.pdf
      .moveTo(left, this.#y)
      .lineTo(left + this.#width, this.#y)
      .lineWidth(thickness)
      .strokeColor(color)
      .stroke();
  }

  #column(from: number, to: number, align: Column["align"] = "left"): Column {
    return { x: MARGINS.left + from * this.#width, width: (to - from) * this.#width, align };
  }

  /** @param again draws what stands above the rest again, where a page begins */
  #makeRoom(height: number, again?: () => void): void {
    if (this.#y + height <= this.#bottom) return;
    this.pdf.addPage();
    this.#y = MARGINS.top;
    again?.();
  }

  head(): void {
    const { logo, seller, kind, number, accent } = this.document;
    const left = this.#column(0, 0.55);
    const right = this.#column(0.55, 1, "right");
    let height = 0;
    if (logo) {
      this.pdf.image(logo, left.x, this.#y, { fit: [LOGO.width, LOGO.height] });
      height = LOGO.height;
    } else if (seller) height = this.#text(seller.name, left, { size: 15, font: BOLD, color: accent });
    const title = this.#text(kind, right, { size: 22, font: BOLD, color: accent });
    const below = this.#text(number, right, { y: this.#y + title, size: 11, color: GREY });
    const stamp = this.#stamp(this.#y + title + below + 6);
    this.#y += Math.max(height, title + below + 6 + stamp) + 18;
    this.#rule(accent, 1.5);
    this.#y += 16;
  }

  #stamp(y: number): number {
    const { text, tone } = this.document.stamp;
    const color = TONES[tone];
    const width = this.pdf.font(BOLD).fontSize(9).widthOfString(text) + 16;
    const x = MARGINS.left + this.#width - width;
    this.pdf.roundedRect(x, y, width, 19, 3).lineWidth(1.2).strokeColor(color).stroke();
    this.#text(text, { x: x + 8, width: width, align: "left" }, { y: y + 3, size: 9, font: BOLD, color });
    return 19;
  }

  parties(): void {
    const { seller, buyer, facts } = this.document;
    const top = this.#y;
    const ends = [
      seller ? this.#party("From", seller, this.#column(0, 0.31)) : top,
      this.#party("Bill to", buyer, seller ? this.#column(0.34, 0.64) : this.#column(0, 0.5)),
      this.#facts(facts, top),
    ];
    this.#y = Math.max(...ends) + 18;
  }

  #party(label: string, { name, lines }: PrintedParty, column: Column): number {
    let y = this.#y;
    y += this.#text(label, column, { y, size: SMALL, color: GREY }) + 2;
    if (name) y += this.#text(name, column, { y, font: BOLD });
    for (const line of lines) y += this.#text(line, column, { y });
    return y;
  }

  #facts(facts: PrintedDocument["facts"], top: number): number {
    let y = top;
    for (const [label, value] of facts) {
      const named = this.#text(label, this.#column(0.67, 0.76), { y, size: SMALL, color: GREY });
      const said = this.#text(value, this.#column(0.76, 1, "right"), { y: y - 1, size: TEXT - 0.5 });
      y += Math.max(named, said) + 2;
    }
    return y;
  }

  get #lineColumns(): readonly [Column, Column, Column, Column] {
    return [
      this.#column(0, 0.52),
      this.#column(0.52, 0.66, "right"),
      this.#column(0.66, 0.83, "right"),
      this.#column(0.83, 1, "right"),
    ];
  }

  lines(): void {
    const head = (): void =>
      this.#tableHead(["Description", "Quantity", "Unit price", "Amount"], this.#lineColumns);
    head();
    for (const line of this.document.lines) {
      this.#makeRoom(this.#lineHeight(line), head);
      this.#line(line);
    }
  }

  #tableHead(titles: readonly string[], columns: readonly Column[]): void {
    const heights = titles.map((title, i) =>
      this.#text(title, columns[i]!, { size: SMALL, font: BOLD, color: GREY }),
    );
    this.#y += Math.max(...heights) + 4;
    this.#rule(GREY, 0.8);
    this.#y += 7;
  }

  #lineHeight({ description, details, quantity, unitPrice, amount }: PrintedLine): number {
    const [first, second, third, fourth] = this.#lineColumns;
    const text = details.reduce(
      (height, detail) => height + this.#heightOf(detail, first.width - GAP, SMALL),
      this.#heightOf(description, first.width - GAP, TEXT),
    );
    const figures = (
      [
        [quantity, second],
        [unitPrice, third],
        [amount, fourth],
      ] as const
    ).map(([figure, { width }]) => this.#heightOf(figure, width, TEXT));
    return Math.max(text, ...figures) + 12;
  }

  #line(line: PrintedLine): void {
    const [first, second, third, fourth] = this.#lineColumns;
    const text = { ...first, width: first.width - GAP };
    const height = this.#lineHeight(line);
    let y = this.#y;
    y += this.#text(line.description, text, { y });
    for (const detail of line.details) y += this.#text(detail, text, { y, size: SMALL, color: GREY });
    this.#text(line.quantity, second);
    this.#text(line.unitPrice, third);
    this.#text(line.amount, fourth);
    this.#y += height - 6;
    this.#rule();
    this.#y += 6;
  }

  totals(): void {
    const { totals } = this.document;
    this.#y += 4;
    this.#makeRoom(totals.length * 20);
    for (const { label, amount, isStrong = false } of totals) {
      const style = isStrong ? { size: 12, font: BOLD, color: this.document.accent } : {};
      const named = this.#text(label, this.#column(0.15, 0.78, "right"), style);
      const said = this.#text(amount, this.#column(0.78, 1, "right"), style);
      this.#y += Math.max(named, said) + 4;
    }
    this.#y += 14;
  }

  note(title: string, text: string): void {
    const column = this.#column(0, 1);
    const height = this.#heightOf(text, column.width, TEXT);
    this.#makeRoom(height + 20);
    this.#y += this.#text(title, column, { font: BOLD, color: this.document.accent }) + 2;
    this.#y += this.#text(text, column) + 14;
  }

  table({ title, head, rows }: PrintedTable): void {
    const figures = head.length - 1;
    const wide = Math.max(0.3, 1 - figures * 0.12);
    const share = (1 - wide) / figures;
    const columns = head.map((_, i) =>
      i === 0 ? this.#column(0, wide) : this.#column(wide + (i - 1) * share, wide + i * share, "right"),
    );
    const again = (): void => this.#tableHead(head, columns);
    this.#makeRoom(60);
    this.#y += this.#text(title, this.#column(0, 1), { font: BOLD, color: this.document.accent }) + 6;
    again();
    for (const row of rows) {
      const heights = row.map((cell, i) => this.#heightOf(cell, columns[i]!.width, SMALL + 0.5));
      this.#makeRoom(Math.max(...heights) + 4, again);
      for (const [i, cell] of row.entries()) this.#text(cell, columns[i]!, { size: SMALL + 0.5 });
      this.#y += Math.max(...heights) + 4;
    }
    this.#y += 14;
  }

  /** Last, when it is known how many pages there are. */
  feet(): void {
    const { start, count } = this.pdf.bufferedPageRange();
    const { footer, kind, number } = this.document;
    for (let i = 0; i < count; i++) {
      this.pdf.switchToPage(start + i);
      // What stands in the margin would begin a page of its own.
      this.pdf.page.margins.bottom = 0;
      const top = this.pdf.page.height - MARGINS.bottom + 16;
      this.#y = top;
      this.#rule();
      const foot = { y: top + 6, size: SMALL, color: GREY };
      if (footer) {
        this.pdf.font(REGULAR).fontSize(SMALL).fillColor(GREY);
        const { x, width } = this.#column(0, 0.7);
        this.pdf.text(footer, x, foot.y, { width, height: 46, ellipsis: true });
      }
      this.#text(`${kind} ${number}`, this.#column(0.7, 1, "right"), foot);
      this.#text(`Page ${i + 1} of ${count}`, this.#column(0.7, 1, "right"), { ...foot, y: foot.y + 12 });
    }
  }
}
