/** Tables whose pages the server makes. Rows open with the pointer and with the keyboard. */
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { Paged } from "../api/paged";
import { Button } from "./button";
import { classes } from "./classes";
import { Failed, Loading } from "./states";

export interface Column<T> {
  readonly name: string;
  /** Stands at the top in place of the name. */
  readonly head?: ReactNode;
  readonly cell: (row: T) => ReactNode;
  /** Figures stand at the right. */
  readonly figure?: boolean;
  /** Left out on a phone. */
  readonly wide?: boolean;
}

interface TableProps<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly rowKey: (row: T) => string;
  readonly onOpen?: (row: T) => void;
  /** The row that a link has led to. */
  readonly isMarked?: (row: T) => boolean;
}

/** Where a key goes from a row: null where there is no row any more. */
const ROW_BESIDE: Readonly<Record<string, (row: Element) => Element | null>> = {
  ArrowDown: (row) => row.nextElementSibling,
  ArrowUp: (row) => row.previousElementSibling,
  Home: (row) => row.parentElement!.firstElementChild,
  End: (row) => row.parentElement!.lastElementChild,
};

export function Table<T>({ label, rows, columns, rowKey, onOpen, isMarked }: TableProps<T>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className="w-full text-sm">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-b text-left text-ink-muted">
            {columns.map(({ name, head, figure, wide }) => (
              <th
                key={name}
                scope="col"
                className={classes(
                  "px-3 py-2 font-medium whitespace-nowrap sm:px-4",
                  figure && "text-right",
                  wide && "hidden md:table-cell",
                )}
              >
                {head ?? name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              tabIndex={onOpen ? 0 : undefined}
              aria-current={isMarked?.(row) || undefined}
              onClick={
                onOpen &&
                (({ target }) => {
                  // What stands in a row and does something itself does only that.
                  if (!(target as Element).closest("a, button, input")) onOpen(row);
                })
              }
              onKeyDown={
                onOpen &&
                ((event) => {
                  if (event.target !== event.currentTarget) return;
                  const to = ROW_BESIDE[event.key]?.(event.currentTarget);
                  if (event.key !== "Enter" && to === undefined) return;
                  // Else the same key press would press what takes the focus in what opens, or scroll.
                  event.preventDefault();
                  if (event.key === "Enter") onOpen(row);
                  else (to as HTMLElement | null)?.focus();
                })
              }
              className={classes(
                "border-b last:border-b-0",
                isMarked?.(row) && "bg-accent-soft",
                onOpen && "cursor-pointer hover:bg-sunken focus-visible:outline-offset-[-2px]",
              )}
            >
              {columns.map(({ name, cell, figure, wide }) => (
                <td
                  key={name}
                  className={classes(
                    "px-3 py-2.5 align-top sm:px-4",
                    // One name without end must not push the other columns out of sight.
                    figure ? "text-right whitespace-nowrap tabular-nums" : "max-w-44 break-words md:max-w-80",
                    wide && "hidden md:table-cell",
                  )}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The buttons of a row, one below the other where there is no room. */
export const RowActions = ({ children }: { children: ReactNode }) => (
  <div className="-my-2 -mr-3 flex flex-wrap justify-end">{children}</div>
);

interface PagedTableProps<T> extends Omit<TableProps<T>, "rows"> {
  readonly paged: Paged<T>;
  readonly empty: ReactNode;
}

export function PagedTable<T>({ paged, empty, ...table }: PagedTableProps<T>) {
  if (!paged.rows && paged.error) return <Failed error={paged.error} retry={paged.refetch} />;
  if (!paged.rows) return <Loading />;
  if (paged.rows.length === 0 && paged.page === 1) return empty;
  return (
    <div aria-busy={paged.isFetching}>
      <Table {...table} rows={paged.rows} />
      <Pager label={table.label} paged={paged} />
    </div>
  );
}

/** Nothing where all there is stands on one page. */
export function Pager({ label, paged }: { label: string; paged: Paged<unknown> }) {
  if (!paged.next && !paged.previous) return null;
  return (
    <nav aria-label={`Pages of ${label}`} className="flex items-center justify-between border-t px-4 py-2">
      <Button look="quiet" disabled={!paged.previous} onClick={paged.previous}>
        <ChevronLeft aria-hidden className="size-4" /> Previous
      </Button>
      <span className="text-sm text-ink-muted">Page {paged.page}</span>
      <Button look="quiet" disabled={!paged.next} onClick={paged.next}>
        Next <ChevronRight aria-hidden className="size-4" />
      </Button>
    </nav>
  );
}
