import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import type { Schemas } from "../../api/schemas";
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
import { Day } from "../../parts/time";
import { PriceFields } from "../models/price-fields";
import { NO_PRICES, priceFieldNames, pricesFromTyped, typedOf } from "../models/typed-prices";
import { isAlways } from "./always";
import { FollowCatalog } from "./follow-catalog";
import { History } from "./history";
import { catalogPrice, type Price } from "./in-force";

type Detail = Schemas["ModelDetail"];

export function ModelPage() {
  const { provider, _splat: modelId } = useParams({ strict: false }) as { provider: string; _splat: string };
  // Of the price that an event names: see "Why this price".
  const [{ price: named }] = useFilters<"price">();
  const { api, environment, mayWrite } = useSession();
  const [pricing, setPricing] = useState(false);
  const [following, setFollowing] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: [environment, "models", `${provider}/${modelId}`],
    queryFn: () => api.models.get({ provider, modelId }),
  });
  if (!data) return error ? <Failed error={error} retry={refetch} /> : <Loading />;
  const own = data.price?.override ? data.price : undefined;
  const catalogs = catalogPrice(data.prices, new Date().toISOString());
  return (
    <Page
      title={data.displayName}
      above={
        <Link to="/models" className="hover:text-ink">
          Models
        </Link>
      }
      description={`${data.provider}/${data.modelId}`}
      actions={
        mayWrite && (
          <>
            {own && catalogs && (
              <Button onClick={() => setFollowing(true)}>Follow the catalog's price again…</Button>
            )}
            <Button onClick={() => setPricing(true)}>Set your own price</Button>
          </>
        )
      }
    >
      <Card title="Price per million tokens over time">
        <History prices={data.prices} />
      </Card>
      <Card title="Prices" flush>
        <Table
          label="Prices"
          rows={data.prices.flatMap(rowsOf)}
          rowKey={({ key }) => key}
          isMarked={({ price }) => price.id === named}
          columns={columnsFor(named, data.price?.id)}
        />
      </Card>
      {pricing && <SetPrice model={data} onClose={() => setPricing(false)} />}
      {following && own && catalogs && (
        <FollowCatalog model={data} own={own} catalogs={catalogs} onClose={() => setFollowing(false)} />
      )}
    </Page>
  );
}

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

const SOURCES: Readonly<Record<string, string>> = { snapshot: "catalog", sync: "catalog, synced" };

const sourceOf = ({ override, endsOverride, source }: Price) => {
  if (endsOverride) return <Badge>catalog again</Badge>;
  return override ? <Badge tone="info">you</Badge> : <Badge>{SOURCES[source] ?? source}</Badge>;
};

/**
 * @param named the price that an event has led here by
 * @param current the one in force
 */
const columnsFor = (named: string | undefined, current: string | undefined): readonly Column<PriceRow>[] => [
  {
    name: "In force from",
    cell: ({ price: { id, effectiveFrom: at }, aboveTokens }) =>
      aboveTokens !== undefined ? (
        <span className="pl-3 text-ink-muted">above {formatNumber(aboveTokens)} tokens</span>
      ) : (
        <>
          {isAlways(at) ? "Always" : <Day at={at} />}
          {id === current && (
            <span className="ml-2">
              <Badge tone="good">in force</Badge>
            </span>
          )}
          {id === named && <span className="block text-xs text-accent">The event's price</span>}
        </>
      ),
  },
  {
    name: "From",
    wide: true,
    cell: ({ price, aboveTokens }) => aboveTokens === undefined && sourceOf(price),
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
      toast.success("Your price was saved.");
      onClose();
    },
  });
  return (
    <Dialog
      title="Set your own price"
      description="In USD per million tokens, for this environment, starting from the price in force. It overrides the catalog from its start date; earlier events keep their price."
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
          hint="Leave empty to start now"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          error={sending.errorAt("effectiveFrom")}
        />
      </Form>
    </Dialog>
  );
}
