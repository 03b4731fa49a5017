/** Exchange rates: what AI usage costs where customers pay in another currency than models are priced in. */
import { useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import { formatNumber } from "../../money/money";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";
import { Empty } from "../../parts/states";
import { PagedTable } from "../../parts/table";
import { Time } from "../../parts/time";

export function CurrenciesTab() {
  const { api, environment, mayWrite } = useSession();
  /** The currency that the next rate is of. */
  const [adding, setAdding] = useState<string>();
  const paged = usePaged([environment, "exchange-rates"], (cursor) =>
    api.exchangeRates.list({ limit: 20, cursor }),
  );
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <div className="flex flex-col gap-2 text-sm text-ink-muted">
        <p>
          AI models are priced in US dollars. A balance in another currency is charged at the rate that was in
          force when the usage happened, and each event keeps its rate. Without a rate, such usage is refused
          and kept.
        </p>
        <p>
          A rate never changes; you add the next one. Plans have their own rates for prices in other
          currencies, so these rates never move a plan's price.
        </p>
      </div>
      <Card
        title="Exchange rates"
        flush
        actions={
          mayWrite && (
            <Button onClick={() => setAdding("")}>
              <Plus aria-hidden className="size-4" /> Add rate
            </Button>
          )
        }
      >
        <PagedTable
          label="Exchange rates"
          paged={paged}
          rowKey={({ id }) => id}
          onOpen={mayWrite ? ({ currency }) => setAdding(currency) : undefined}
          empty={
            <Empty title="No exchange rates yet">
              You need one once a customer with a balance in another currency uses an AI model.
            </Empty>
          }
          columns={[
            { name: "Currency", cell: ({ currency }) => <span className="font-medium">{currency}</span> },
            { name: "Per dollar", figure: true, cell: ({ rate }) => formatNumber(rate) },
            { name: "In force from", cell: ({ effectiveFrom }) => <Time at={effectiveFrom} /> },
            { name: "Added", wide: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
          ]}
        />
      </Card>
      {adding !== undefined && <AddRate currency={adding} onClose={() => setAdding(undefined)} />}
    </div>
  );
}

function AddRate({ currency: given, onClose }: { currency: string; onClose: () => void }) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [currency, setCurrency] = useState(given);
  const [rate, setRate] = useState("");
  const [from, setFrom] = useState("");
  const name = currency.trim().toUpperCase();
  const sending = useSending({
    send: async () => {
      if (!/^\d*[.]?\d+$/.test(rate.trim()))
        throw new FieldError("rate", "Enter a number above 0, such as 150.25.");
      const effectiveFrom = from ? `${from}:00Z` : undefined;
      return api.exchangeRates.create({ currency: name, rate: Number(rate), effectiveFrom });
    },
    onDone: (saved) => {
      void queryClient.invalidateQueries({ queryKey: [environment, "exchange-rates"] });
      toast.success(`The rate for ${saved.currency} was added.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={given ? `Next rate for ${given}` : "Add a rate"}
      description="Past charges do not change."
      open
      onOpenChange={onClose}
    >
      <Form
        sending={sending}
        action="Add rate"
        fields={["currency", "rate", "effectiveFrom"]}
        onCancel={onClose}
      >
        <TextField
          label="Currency"
          hint="Three letters, such as EUR or JPY"
          maxLength={3}
          disabled={given !== ""}
          value={currency}
          onChange={(event) => setCurrency(event.target.value)}
          error={sending.errorAt("currency")}
        />
        <TextField
          label={`${/^[A-Z]{3}$/.test(name) ? name : "Units"} per US dollar`}
          inputMode="decimal"
          hint="Up to nine decimals"
          value={rate}
          onChange={(event) => setRate(event.target.value)}
          error={sending.errorAt("rate")}
        />
        <TextField
          label="In force from (UTC)"
          type="datetime-local"
          hint="Leave empty to start now. With a time in the past, you can replay usage that was refused since then."
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          error={sending.errorAt("effectiveFrom")}
        />
      </Form>
    </Dialog>
  );
}
