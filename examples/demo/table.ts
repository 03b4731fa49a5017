/** Aligned columns of plain text. */
import { bold, dim, say } from "./terminal.js";

export interface Column<Row> {
  readonly title: string;
  readonly align?: "right";
  readonly value: (row: Row) => string;
}

/** The last row, where `total` is given, stands below a line. */
export function sayTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], total?: Row): void {
  const all = total === undefined ? rows : [...rows, total];
  const widths = columns.map(({ title, value }) =>
    Math.max(title.length, ...all.map((row) => value(row).length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (columns[i]?.align === "right" ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd();
  const rule = dim(`  ${widths.map((width) => "-".repeat(width)).join("  ")}`);

  say(`  ${bold(line(columns.map(({ title }) => title)))}`);
  say(rule);
  for (const row of rows) say(`  ${line(columns.map(({ value }) => value(row)))}`);
  if (total === undefined) return;
  say(rule);
  say(`  ${line(columns.map(({ value }) => value(total)))}`);
}
