/**
 * A chart's figures as a table, for those who cannot see it. In the page, and out of sight: a picture alone says
 * nothing to a screen reader.
 */
interface Props {
  readonly caption: string;
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function FiguresForReaders({ caption, names, rows }: Props) {
  return (
    <table className="sr-only">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row[0]}>
            {row.map((cell, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have the order of their names
              <td key={n}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
