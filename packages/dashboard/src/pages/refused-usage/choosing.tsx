/** Choosing some of a list's rows, on however many of its pages. */
import { useEffect, useState } from "react";
import type { Column } from "../../parts/table";

interface Chosen {
  readonly ids: ReadonlySet<string>;
  set(ids: Iterable<string>): void;
}

/** @param list names what is listed: of another list, nothing is chosen */
export function useChosen(list: string): Chosen {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list
  useEffect(() => setIds(new Set()), [list]);
  return { ids, set: (next) => setIds(new Set(next)) };
}

/** A column of check boxes; that at its top chooses all rows of the page. */
export function choosing<T extends { readonly id: string }>(
  { ids, set }: Chosen,
  rows: readonly T[],
): Column<T> {
  const turn = (turned: readonly T[], isOn: boolean): void => {
    const next = new Set(ids);
    for (const { id } of turned) isOn ? next.add(id) : next.delete(id);
    set(next);
  };
  const box = (label: string, of: readonly T[]) => (
    <input
      type="checkbox"
      aria-label={label}
      className="size-4 accent-accent"
      checked={of.length > 0 && of.every(({ id }) => ids.has(id))}
      onChange={({ target }) => turn(of, target.checked)}
    />
  );
  return {
    name: "Choose",
    head: box("Choose all of this page", rows),
    cell: (row) => box(`Choose ${row.id}`, [row]),
  };
}
