import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Chart } from "../../charts/chart";
import { formatNumber, formatRate } from "../../money/money";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { Page } from "../../parts/page";
import { Failed, Loading } from "../../parts/states";
import { type Column, Table } from "../../parts/table";
import { Day, formatDate } from "../../parts/time";
import { PriceFields } from "../models/price-fields";
import { NO_PRICES, priceFieldNames, pricesFromTyped, typedOf } from "../models/typed-prices";

type Detail = Schemas["ModelDetail"];

export function ModelPage() {
  const { provider, _splat: modelId } = useParams({ strict: false }) as { provider: string; _splat: string };
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
          rows={data.prices.flatMap(rowsOf)}
          rowKey={({ key }) => key}
          columns={COLUMNS}
        />
      </Card>
      {pricing && <SetPrice model={data} onClose={() => setPricing(false)} />}
    </Page>
  );
}

type Price = Detail["prices"][number];

/** A price, or one of its tiers below it. */
interface PriceRow {
  readonly key: string;
  readonly price: Price;
  readonly prices: Omit<Price["tiers"][number], "aboveTokens">;
  /** Of a tier. */
  readonly aboveTokens?: number;
}

const rowsOf = (price: Price): PriceRow[] => [
  { key: price.id, price, prices: price },
  ...price.tiers.map((tier) => ({
    key: `${price.id} ${tier.aboveTokens}`,
    price,
    prices: tier,
    aboveTokens: tier.aboveTokens,
  })),
];

/** What has no price of its own has another's. */
const rateOr = (rate: number | null, otherwise: string) =>
  rate === null ? <span className="text-ink-muted">{otherwise}</span> : formatRate(rate);

const COLUMNS: readonly Column<PriceRow>[] = [
  {
    name: "In force from",
    cell: ({ price: { effectiveFrom: at }, aboveTokens }) =>
      aboveTokens !== undefined ? (
        <span className="pl-3 text-ink-muted">above {formatNumber(aboveTokens)} tokens</span>
      ) : isAlways(at) ? (
        "Always"
      ) : (
        <Day at={at} />
      ),
  },
  {
    name: "From",
    wide: true,
    cell: ({ price, aboveTokens }) =>
      aboveTokens === undefined && (
        <Badge tone={price.override ? "info" : "plain"}>{price.override ? "you" : price.source}</Badge>
      ),
  },
  { name: "Input", figure: true, cell: ({ prices }) => formatRate(prices.inputPrice) },
  { name: "Output", figure: true, cell: ({ prices }) => formatRate(prices.outputPrice) },
  {
    name: "Cache read",
    figure: true,
    wide: true,
    cell: ({ prices }) => rateOr(prices.cacheReadPrice, "as input"),
  },
  {
    name: "Cache write",
    figure: true,
    wide: true,
    cell: ({ prices }) => rateOr(prices.cacheWritePrice, "as input"),
  },
  {
    name: "Write, 1 hour",
    figure: true,
    wide: true,
    cell: ({ prices }) => rateOr(prices.cacheWrite1hPrice, "as write"),
  },
  {
    name: "Reasoning",
    figure: true,
    wide: true,
    cell: ({ prices }) => rateOr(prices.reasoningPrice, "as output"),
  },
];

/** The catalog's first prices are dated before there was anything to price. */
const isAlways = (at: string): boolean => Date.parse(at) < Date.UTC(2000);

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
  const [typed, setTyped] = useState(() => (model.price ? typedOf(model.price) : NO_PRICES));
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
      description="In USD per million tokens, in this environment. It begins with the one in force. It wins over the catalog's from its day on; events before it keep their price."
      open
      onOpenChange={onClose}
    >
      <Form
        sending={sending}
        action="Set price"
        fields={[...priceFieldNames(typed), "effectiveFrom"]}
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
