/** The entries of a customer's ledger, each of which leads to what it was for. */
import { useState } from "react";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { EVEN, formatUnit } from "../../money/money";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { SelectField, TextField } from "../../parts/field";
import { Filters, FromTo } from "../../parts/page";
import { Empty } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { dayEnd, dayStart, formatTime, Time } from "../../parts/time";
import { EventDetails } from "../events/event-details";
import { EntryDetails } from "./entry-details";

type Entry = Schemas["LedgerEntry"];

const TYPES = [
  "allowance",
  "consumption",
  "topup",
  "adjustment",
  "reset",
  "expiry",
  "hold",
  "release",
] as const satisfies readonly Entry["type"][];

const COLUMNS: readonly Column<Entry>[] = [
  { name: "Time", cell: (entry) => <Time at={entry.createdAt} /> },
  { name: "Entry", cell: (entry) => <Badge>{entry.type}</Badge> },
  { name: "For", cell: (entry) => entry.description, wide: true },
  {
    name: "Amount",
    figure: true,
    cell: (entry) => formatUnit(entry.amount, entry.unit, { ...EVEN, signed: true }),
  },
  {
    name: "Balance after",
    figure: true,
    wide: true,
    cell: (entry) => formatUnit(entry.balanceAfter, entry.unit, EVEN),
  },
];

export function LedgerCard({ customerId }: { customerId: string }) {
  const { api, environment } = useSession();
  const [{ type, from, to }, setFilter] = useFilters<"type" | "from" | "to">();
  const [opened, setOpened] = useState<Entry>();
  const paged = usePaged([environment, "ledger", customerId, { type, from, to }], (cursor) =>
    api.ledger.list({
      customerId,
      limit: 50,
      cursor,
      type: type as Entry["type"] | undefined,
      from: isTime(from) ? from : dayStart(from),
      to: isTime(to) ? to : dayEnd(to),
    }),
  );
  return (
    <Card flush title="Ledger">
      <div className="border-b p-4">
        <Filters>
          <SelectField
            label="Type of entry"
            value={type ?? ""}
            onChange={({ target }) => setFilter({ type: target.value })}
            options={[["", "All entries"], ...TYPES.map((name) => [name, name] as const)]}
          />
          <FromTo>
            <TextField
              label="From"
              type="date"
              value={from?.slice(0, DAY_LENGTH) ?? ""}
              onChange={({ target }) => setFilter({ from: target.value })}
            />
            <TextField
              label="To"
              type="date"
              value={to?.slice(0, DAY_LENGTH) ?? ""}
              onChange={({ target }) => setFilter({ to: target.value })}
            />
          </FromTo>
        </Filters>
        {isTime(from) && (
          <p role="status" className="mt-3 flex flex-wrap items-center gap-2 text-sm">
            Entries from {formatTime(from)} {isTime(to) ? `to ${formatTime(to)}` : "to now"}
            <Button look="quiet" onClick={() => setFilter({ from: "", to: "" })}>
              Show all
            </Button>
          </p>
        )}
      </div>
      <PagedTable
        label="Ledger"
        paged={paged}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        onOpen={setOpened}
        empty={
          type || from || to ? (
            <Empty title="No results">There are no such entries in this time.</Empty>
          ) : (
            <Empty title="No entries" />
          )
        }
      />
      {opened?.eventId && <EventDetails id={opened.eventId} onClose={() => setOpened(undefined)} />}
      {opened && !opened.eventId && <EntryDetails entry={opened} onClose={() => setOpened(undefined)} />}
    </Card>
  );
}

const DAY_LENGTH = "2026-01-01".length;

/** The chart gives times; days are picked. */
const isTime = (given: string | undefined): given is string =>
  given !== undefined && given.length > DAY_LENGTH;
