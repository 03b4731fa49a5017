import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatRate } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Code, Id, Snippet } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { SelectField } from "../../parts/field";
import { FilterField } from "../../parts/filter-field";
import { Filters, Page } from "../../parts/page";
import { Empty, messageOf } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { Time } from "../../parts/time";
import { DismissForm } from "./dismiss-form";

type Refused = Schemas["RefusedUsage"];

const COLUMNS: readonly Column<Refused>[] = [
  { name: "Time", cell: (row) => <Time at={row.timestamp} /> },
  { name: "State", cell: (row) => <StateBadge state={row.status} /> },
  { name: "Why", cell: (row) => row.reason.replaceAll("_", " ") },
  { name: "Feature", wide: true, cell: (row) => <Code>{row.feature}</Code> },
  { name: "Customer", wide: true, cell: (row) => <Code>{row.customerId}</Code> },
  {
    name: "Would cost",
    figure: true,
    cell: (row) => wouldTake(row) ?? "Unknown",
  },
];

const wouldTake = ({ deducts, unit }: Refused): string | undefined => {
  if (deducts === undefined || unit === undefined) return undefined;
  return unit === "credits" ? `${formatNumber(deducts)} credits` : formatRate(deducts, unit);
};

const REASONS = [
  ["", "Any reason"],
  ["insufficient_balance", "Insufficient balance"],
  ["insufficient_credits", "Insufficient credits"],
  ["included_limit_reached", "Included limit reached"],
  ["no_active_subscription", "No active subscription"],
  ["feature_not_in_plan", "Feature not in plan"],
  ["feature_disabled", "Feature disabled"],
  ["model_not_found", "Model not found"],
  ["exchange_rate_not_found", "No exchange rate"],
  ["feature_not_found", "Feature deleted since"],
  ["pricing_mode_mismatch", "Priced in another way since"],
  ["idempotency_key_mismatch", "Key taken by other usage"],
  ["duplicate", "Recorded without a charge"],
  ["validation_error", "Not readable any more"],
] as const;
type Reason = Exclude<(typeof REASONS)[number][0], "">;

export function RefusedUsagePage() {
  const { api, environment, mayWrite } = useSession();
  const [filter, setFilter] = useFilters<"status" | "reason" | "customerId">();
  const status = (filter.status ?? "open") as Refused["status"] | "all";
  const [open, setOpen] = useState<Refused>();
  const { customerId } = filter;
  const reason = (filter.reason || undefined) as Reason | undefined;
  const paged = usePaged([environment, "refused", filter], (cursor) =>
    api.usage.refused.list({
      cursor,
      limit: 50,
      reason,
      customerId,
      status: status === "all" ? undefined : status,
    }),
  );
  const replay = useReplay(() => setOpen(undefined));
  return (
    <Page
      title="Refused usage"
      description="Usage that happened and could not be charged. It is kept; once the cause is gone, replay it, and it is charged once."
      actions={
        mayWrite &&
        status === "open" &&
        (reason || customerId) && (
          <Button look="primary" busy={replay.isRunning} onClick={() => replay.run({ reason, customerId })}>
            {replay.isRunning && replay.done > 0
              ? `${formatNumber(replay.done)} done…`
              : "Replay all that fit"}
          </Button>
        )
      }
    >
      <Filters>
        <SelectField
          label="State"
          value={status}
          onChange={(event) => setFilter({ status: event.target.value })}
          options={[
            ["open", "Open"],
            ["recorded", "Recorded since"],
            ["dismissed", "Dismissed"],
            ["all", "All"],
          ]}
        />
        <SelectField
          label="Reason"
          value={reason ?? ""}
          onChange={(event) => setFilter({ reason: event.target.value })}
          options={REASONS}
        />
        <FilterField
          label="Customer"
          placeholder="cus_… or your id"
          value={customerId}
          onChange={(customerId) => setFilter({ customerId })}
        />
      </Filters>
      <Card flush>
        <PagedTable
          label="Refused usage"
          paged={paged}
          columns={COLUMNS}
          rowKey={({ id }) => id}
          onOpen={setOpen}
          empty={<Empty title={status === "open" ? "Nothing waits to be billed" : "Nothing fits"} />}
        />
      </Card>
      {open && (
        <Dialog title="Refused usage" side open onOpenChange={() => setOpen(undefined)}>
          <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">{open.message}</p>
          <Facts
            facts={[
              ["Id", <Id key="id" id={open.id} />],
              ["Reason", <Code key="reason">{open.reason}</Code>],
              ["Attempts", formatNumber(open.attempts)],
              ["Would cost", wouldTake(open) ?? "It could not be rated"],
              ...(open.dismissReason === null ? [] : [["Dismissed", open.dismissReason] as const]),
              ["First refused", <Time key="first" at={open.createdAt} />],
            ]}
          />
          <Snippet label="event as it was sent" code={JSON.stringify(open.event, null, 2)} />
          {mayWrite && open.status === "open" && (
            <>
              <Button look="primary" busy={replay.isRunning} onClick={() => replay.run({ ids: [open.id] })}>
                Replay
              </Button>
              <DismissForm id={open.id} onDone={() => setOpen(undefined)} />
            </>
          )}
        </Dialog>
      )}
    </Page>
  );
}

type Selection = { ids?: string[]; reason?: Reason; customerId?: string };

/** With a filter, a hundred at a time until none is left, or none of a hundred went through. */
function useReplay(onDone: () => void) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [done, setDone] = useState<number>();
  const run = async (selection: Selection): Promise<void> => {
    let recorded = 0;
    let refused = 0;
    setDone(0);
    try {
      for (;;) {
        const result = await api.usage.refused.replayMany(selection);
        recorded += result.recorded + result.duplicates;
        refused += result.refused;
        setDone(recorded);
        if (result.remaining === 0 || result.recorded + result.duplicates === 0) break;
      }
      if (recorded > 0) toast.success(`${formatNumber(recorded)} recorded and charged.`);
      if (refused > 0) toast.warning(`${formatNumber(refused)} refused again: the cause is still there.`);
      onDone();
    } catch (error) {
      toast.error(messageOf(error as Error));
    } finally {
      setDone(undefined);
      void queryClient.invalidateQueries({ queryKey: [environment, "refused"] });
    }
  };
  return { run, isRunning: done !== undefined, done: done ?? 0 };
}
