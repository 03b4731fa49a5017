/** Seats: how many there are, how many go on, and who changed them. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { isOutdated } from "../../api/outdated";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatRate, formatSettlement } from "../../money/money";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Code } from "../../parts/copy";
import { useDebounced } from "../../parts/debounced";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";
import { SeatCost } from "../../parts/seat-cost";
import { Empty, Loaded, messageOf } from "../../parts/states";
import { PagedTable, RowActions, Table } from "../../parts/table";
import { Time } from "../../parts/time";
import { useRefresh } from "./refresh";

type SeatBalance = Schemas["SeatBalance"];

const BILLED: Readonly<Record<Schemas["SeatEvent"]["billing"], string>> = {
  advance: "with the next period",
  true_up: "for the rest of the period, at the renewal",
  immediate: "for the rest of the period, immediately",
  none: "not charged for this period",
};

export function SeatsTab({
  customerId,
  subscription,
}: {
  customerId: string;
  subscription: Schemas["Subscription"] | null;
}) {
  if (!subscription)
    return (
      <Card>
        <Empty title="No seats">A customer needs a subscription to have seats.</Empty>
      </Card>
    );
  return (
    <div className="flex flex-col gap-5">
      <Balances customerId={customerId} currency={subscription.currency} />
      <Changes customerId={customerId} />
    </div>
  );
}

function Balances({ customerId, currency }: { customerId: string; currency: string }) {
  const { api, environment, mayWrite } = useSession();
  const [changing, setChanging] = useState<SeatBalance>();
  const query = useQuery({
    queryKey: [environment, "seats", customerId],
    queryFn: async () => (await api.seats.listBalances({ customerId })).data,
  });
  return (
    <Card title="Seats" flush>
      <Loaded query={query}>
        {(balances) =>
          balances.length === 0 ? (
            <Empty title="The plan has no seats">Add a feature of type seats to the plan.</Empty>
          ) : (
            <Table
              label="Seats"
              rows={balances}
              rowKey={({ featureCode }) => featureCode}
              columns={[
                { name: "Feature", cell: ({ featureCode }) => <Code>{featureCode}</Code> },
                { name: "Now", figure: true, cell: ({ current }) => formatNumber(current) },
                { name: "At the renewal", figure: true, cell: ({ atRenewal }) => formatNumber(atRenewal) },
                {
                  name: "Included",
                  figure: true,
                  wide: true,
                  cell: ({ unlimited, included }) => (unlimited ? "Unlimited" : formatNumber(included)),
                },
                {
                  name: "Another seat",
                  figure: true,
                  wide: true,
                  cell: ({ seatPrice }) => (seatPrice === null ? "–" : formatRate(seatPrice, currency)),
                },
                {
                  name: "Actions",
                  figure: true,
                  cell: (balance) =>
                    mayWrite && (
                      <RowActions>
                        <Button look="quiet" onClick={() => setChanging(balance)}>
                          Change
                        </Button>
                      </RowActions>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {changing && <ChangeSeats balance={changing} onClose={() => setChanging(undefined)} />}
    </Card>
  );
}

function ChangeSeats({ balance, onClose }: { balance: SeatBalance; onClose: () => void }) {
  const { api, environment } = useSession();
  const refresh = useRefresh();
  const [typed, setTyped] = useState(String(balance.atRenewal));
  const count = /^\d{1,7}$/.test(typed.trim()) ? Number(typed) : undefined;
  const { customerId, featureCode } = balance;
  const settled = useDebounced(count);
  const preview = useQuery({
    queryKey: [environment, "seat-preview", customerId, featureCode, settled],
    queryFn: () => api.seats.preview({ customerId, featureCode, count: settled! }),
    enabled: settled !== undefined && settled === count && settled !== balance.atRenewal,
    retry: false,
    gcTime: 0,
  });
  const shown = settled === count ? preview.data : undefined;
  const total = shown?.total ?? 0;
  const sending = useSending({
    send: async () => {
      if (count === undefined) throw new FieldError("count", "Enter a whole number.");
      return api.seats.set({ customerId, featureCode, count, maxTotal: total });
    },
    onFailed: (error) => {
      if (isOutdated(error)) preview.refetch();
    },
    onDone: ({ newBalance }) => {
      refresh();
      toast.success(`There are now ${formatNumber(newBalance)} seats.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={`Seats of ${featureCode}`}
      description="Added seats can be used immediately. Removed seats can be used until the renewal."
      open
      onOpenChange={onClose}
    >
      <Form
        sending={sending}
        action={total > 0 ? `Save and charge ${formatSettlement(total, shown!.currency)}` : "Save"}
        fields={["count"]}
        onCancel={onClose}
        disabled={count !== undefined && count !== balance.atRenewal && !shown}
      >
        <TextField
          label="Seats"
          inputMode="numeric"
          autoFocus
          value={typed}
          onChange={(event) => {
            sending.forget();
            setTyped(event.target.value);
          }}
          error={
            sending.errorAt("count") ??
            (preview.error && settled === count ? messageOf(preview.error) : undefined)
          }
        />
        {shown && <SeatCost preview={shown} />}
      </Form>
    </Dialog>
  );
}

function Changes({ customerId }: { customerId: string }) {
  const { api, environment } = useSession();
  const paged = usePaged([environment, "seats", customerId, "events"], (cursor) =>
    api.seats.listEvents({ customerId, limit: 50, cursor }),
  );
  return (
    <Card title="Changes" flush>
      <PagedTable
        label="Changes of seats"
        paged={paged}
        rowKey={({ id }) => id}
        columns={[
          { name: "Time", cell: ({ createdAt }) => <Time at={createdAt} /> },
          { name: "Feature", wide: true, cell: ({ featureCode }) => <Code>{featureCode}</Code> },
          { name: "Charged", wide: true, cell: ({ billing }) => BILLED[billing] },
          {
            name: "Seats",
            figure: true,
            cell: (event) => `${formatNumber(event.previousBalance)} → ${formatNumber(event.newBalance)}`,
          },
        ]}
        empty={<Empty title="No changes">This shows who added or removed seats, and when.</Empty>}
      />
    </Card>
  );
}
