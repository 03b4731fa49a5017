/** The balance over the ledger's latest entries, each of which leads to what it was for. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { Chart } from "../../charts/chart";
import { formatCompact, formatCompactNanos, formatUnit } from "../../money/money";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { SelectField } from "../../parts/field";
import { Empty, Loaded } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { formatTime, Time } from "../../parts/time";
import { EventDetails } from "../events/event-details";
import { BuyCredits } from "./buy-credits";
import { ChangeBalance } from "./change-balance";
import { EntryDetails } from "./entry-details";
import { Purchases } from "./purchases";

type Entry = Schemas["LedgerEntry"];
type Subscription = Schemas["Subscription"];

const TYPES = ["allowance", "consumption", "topup", "adjustment", "reset", "expiry"] as const;

export function BalanceTab({
  customerId,
  subscription,
}: {
  customerId: string;
  subscription: Subscription | null;
}) {
  const { api, environment, mayWrite } = useSession();
  const [type, setType] = useState<"" | (typeof TYPES)[number]>("");
  const [changing, setChanging] = useState<"topup" | "adjust" | "pack">();
  const [opened, setOpened] = useState<Entry>();
  const paged = usePaged([environment, "ledger", customerId, type], (cursor) =>
    api.ledger.list({ customerId, limit: 50, cursor, type: type || undefined }),
  );
  const recent = useQuery({
    queryKey: [environment, "ledger", customerId, "chart"],
    queryFn: async () => (await api.ledger.list({ customerId, limit: 100 })).data,
  });
  const unit = subscription?.balance?.currency ?? (subscription?.credits ? "credits" : undefined);
  const columns: readonly Column<Entry>[] = [
    { name: "Time", cell: (entry) => <Time at={entry.createdAt} /> },
    { name: "Entry", cell: (entry) => <Badge>{entry.type}</Badge> },
    { name: "For", cell: (entry) => entry.description, wide: true },
    { name: "Amount", figure: true, cell: (entry) => formatUnit(entry.amount, entry.unit, { signed: true }) },
    {
      name: "Balance after",
      figure: true,
      wide: true,
      cell: (entry) => formatUnit(entry.balanceAfter, entry.unit),
    },
  ];
  return (
    <div className="flex flex-col gap-5">
      <Card
        title="Balance"
        actions={
          mayWrite &&
          unit && (
            <>
              {unit === "credits" ? (
                <Button onClick={() => setChanging("pack")}>Sell credits</Button>
              ) : (
                <Button onClick={() => setChanging("topup")}>Top up</Button>
              )}
              <Button onClick={() => setChanging("adjust")}>Adjust</Button>
            </>
          )
        }
      >
        <Loaded query={recent}>
          {(entries) =>
            entries.length > 0 ? (
              <BalanceChart entries={entries} />
            ) : (
              <Empty title="Nothing in the ledger">
                A plan with a balance or credits writes here what it gives and takes.
              </Empty>
            )
          }
        </Loaded>
      </Card>
      <Card
        flush
        title="Ledger"
        actions={
          <SelectField
            label="Type of entry"
            hideLabel
            value={type}
            onChange={(event) => setType(event.target.value as typeof type)}
            options={[["", "All entries"], ...TYPES.map((name) => [name, name] as const)]}
          />
        }
      >
        <PagedTable
          label="Ledger"
          paged={paged}
          columns={columns}
          rowKey={({ id }) => id}
          onOpen={setOpened}
          empty={<Empty title="No entries">Nothing of this kind was given or taken.</Empty>}
        />
      </Card>
      <Purchases customerId={customerId} />
      {changing === "pack" && subscription && (
        <BuyCredits subscription={subscription} onClose={() => setChanging(undefined)} />
      )}
      {changing && changing !== "pack" && subscription && unit && (
        <ChangeBalance
          how={changing}
          unit={unit}
          subscription={subscription}
          onClose={() => setChanging(undefined)}
        />
      )}
      {opened?.eventId && <EventDetails id={opened.eventId} onClose={() => setOpened(undefined)} />}
      {opened && !opened.eventId && <EntryDetails entry={opened} onClose={() => setOpened(undefined)} />}
    </div>
  );
}

function BalanceChart({ entries }: { entries: readonly Entry[] }) {
  const unit = entries[0]!.unit;
  const data = entries
    .filter((entry) => entry.unit === unit)
    .map((entry) => ({ at: entry.createdAt, balance: Number(entry.balanceAfterNanos) }))
    .reverse();
  const isCredits = unit === "credits";
  return (
    <Chart
      label="Balance after each of the latest entries"
      look="step"
      data={data}
      series={[{ key: "balance", name: "Balance", color: 1 }]}
      formatValue={(nanos) => (isCredits ? formatCompact(nanos / 1e9) : formatCompactNanos(nanos, unit))}
      formatAt={formatTime}
    />
  );
}
