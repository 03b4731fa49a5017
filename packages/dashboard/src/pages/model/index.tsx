import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import type { Schemas } from "../../api/schemas";
import { Chart } from "../../charts/chart";
import { formatNumber, formatRate, formatTokenPrice } from "../../money/money";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { Page } from "../../parts/page";
import { Failed, Loading } from "../../parts/states";
import { Table } from "../../parts/table";
import { Day, formatDate } from "../../parts/time";
import { PriceFields, priceFieldNames, pricesFromTyped, type TypedPrices } from "../models/price-fields";
import { isAlways } from "./always";

type Detail = Schemas["ModelDetail"];

export function ModelPage() {
  const { provider, _splat: modelId } = useParams({ strict: false }) as { provider: string; _splat: string };
  // Of the price that an event names: see "Why this price".
  const [{ price: named }] = useFilters<"price">();
  const { api, environment, mayWrite } = useSession();
  const [pricing, setPricing] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: [environment, "models", `${provider}/${modelId}`],
    queryFn: () => api.models.get({ provider, modelId }),
  });
  if (error) return <Failed error={error} retry={refetch} />;
  if (!data) return <Loading />;
  return (
    <Page
      title={data.displayName}
      above={
        <Link to="/models" className="hover:text-ink">
          Models
        </Link>
      }
      description={`${data.provider}/${data.modelId}`}
      actions={mayWrite && <Button onClick={() => setPricing(true)}>Set your own price</Button>}
    >
      <Card title="Price of a million tokens, over time">
        <History model={data} />
      </Card>
      <Card title="Prices" flush>
        <Table
          label="Prices"
          rows={data.prices}
          rowKey={({ id }) => id}
          isMarked={({ id }) => id === named}
          columns={[
            {
              name: "In force from",
              cell: ({ id, effectiveFrom: at }) => (
                <>
                  {isAlways(at) ? "Always" : <Day at={at} />}
                  {id === named && <span className="block text-xs text-accent">The event's price</span>}
                </>
              ),
            },
            {
              name: "From",
              cell: (price) => (
                <Badge tone={price.override ? "info" : "plain"}>
                  {price.override ? "you" : price.source}
                </Badge>
              ),
            },
            { name: "Input", figure: true, cell: (price) => formatRate(price.inputPrice) },
            { name: "Output", figure: true, cell: (price) => formatRate(price.outputPrice) },
            {
              name: "Cache read",
              figure: true,
              wide: true,
              cell: (price) => formatTokenPrice(price.cacheReadPrice),
            },
            {
              name: "Cache write",
              figure: true,
              wide: true,
              cell: (price) => formatTokenPrice(price.cacheWritePrice),
            },
            {
              name: "Tiers",
              figure: true,
              wide: true,
              cell: ({ tiers }) =>
                tiers.length === 0
                  ? "–"
                  : `${tiers.length} above ${formatNumber(tiers[0]!.aboveTokens)} tokens`,
            },
          ]}
        />
      </Card>
      {pricing && <SetPrice model={data} onClose={() => setPricing(false)} />}
    </Page>
  );
}

/** A row that holds for always is drawn from the next one on, or as of today: the year 1970 says nothing. */
function History({ model }: { model: Detail }) {
  const points = [...model.prices].reverse().map((price) => ({
    at: price.effectiveFrom,
    input: price.inputPrice,
    output: price.outputPrice,
  }));
  const last = points.at(-1);
  const now = new Date().toISOString();
  const data = last && last.at < now ? [...points, { ...last, at: now }] : points;
  return (
    <Chart
      label="Price of a million tokens, over time"
      look="step"
      data={data}
      series={[
        { key: "input", name: "Input", color: 1 },
        { key: "output", name: "Output", color: 2 },
      ]}
      formatValue={(rate) => formatRate(rate)}
      formatAt={(at) => (isAlways(at) ? "Always" : formatDate(at))}
    />
  );
}

function SetPrice({ model, onClose }: { model: Detail; onClose: () => void }) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState<TypedPrices>({});
  const [from, setFrom] = useState("");
  const sending = useSending({
    send: async () =>
      api.models.addPrice({
        provider: model.provider,
        modelId: model.modelId,
        ...pricesFromTyped(typed),
        effectiveFrom: from ? `${from}T00:00:00Z` : undefined,
      }),
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: [environment, "models"] });
      toast.success("Your price is set.");
      onClose();
    },
  });
  return (
    <Dialog
      title="Set your own price"
      description="In USD per million tokens, in this environment. It wins over the catalog's from its day on; events before it keep their price."
      open
      onOpenChange={onClose}
    >
      <Form
        sending={sending}
        action="Set price"
        fields={[...priceFieldNames(), "effectiveFrom"]}
        onCancel={onClose}
      >
        <PriceFields typed={typed} onType={setTyped} sending={sending} />
        <TextField
          label="From"
          type="date"
          hint="Leave empty for now on"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          error={sending.errorAt("effectiveFrom")}
        />
      </Form>
    </Dialog>
  );
}
