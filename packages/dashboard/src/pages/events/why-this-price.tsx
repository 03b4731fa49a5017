/** The arithmetic of a cost, part by part, as it was done. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { EVEN, formatMargin, formatNumber, formatRate } from "../../money/money";
import { classes } from "../../parts/classes";
import { Code } from "../../parts/copy";
import { ModelName } from "../../parts/model-name";
import { formatTime } from "../../parts/time";
import { isAlways } from "../model/always";
import { ModelLink } from "../models/model-link";
import { modelParts } from "../models/model-parts";
import { type PricePart, partsOf, pricesOf } from "./price-parts";

/** The catalog's one currency, whatever the customer pays in. */
const PRICED_IN = "USD";

type Event = Schemas["UsageEvent"];
type Cost = Schemas["Cost"];

export function WhyThisPrice({ event, cost }: { event: Event; cost: Cost }) {
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">Why this price</h3>
      {cost.model ? <OfTokens event={event} cost={cost} model={cost.model} /> : <OfUnits cost={cost} />}
    </section>
  );
}

function OfUnits({ cost }: { cost: Cost }) {
  return (
    <p className="text-sm">
      {formatNumber(cost.quantity ?? 0)} × {formatRate(cost.unitPrice ?? 0, cost.currency)} ={" "}
      <strong>{formatRate(cost.total, cost.currency)}</strong>
    </p>
  );
}

function OfTokens({ event, cost, model }: { event: Event; cost: Cost; model: string }) {
  const { api, environment } = useSession();
  const { data } = useQuery({
    queryKey: [environment, "models", model],
    queryFn: () => api.models.get(modelParts(model)),
  });
  const price = data?.prices.find(({ id }) => id === cost.priceId);
  const parts = partsOf(event, cost, price && pricesOf(price, event));
  const { exchangeRate, currency } = cost;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <table className="w-full">
        <thead>
          <tr className="border-b text-left text-ink-muted">
            <th scope="col" className="py-1.5 font-medium">
              Part
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              Tokens
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              {exchangeRate === undefined ? "Per million" : `Per million, ${PRICED_IN}`}
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              Cost
            </th>
          </tr>
        </thead>
        <tbody className="tabular-nums">
          {exchangeRate !== undefined && (
            <tr className="border-b">
              <th scope="row" colSpan={3} className="py-1.5 text-left font-normal">
                Exchange rate, for 1 {PRICED_IN}
              </th>
              <td className="py-1.5 text-right">
                {formatNumber(exchangeRate)} {currency}
              </td>
            </tr>
          )}
          {parts.map((part) => (
            <Part key={part.name} part={part} currency={currency} />
          ))}
          <Sum name="Provider's cost">{formatRate(cost.subtotal ?? 0, currency, EVEN)}</Sum>
          <Sum name={`Margin of ${formatMargin(cost.margin ?? 0)}`}>
            {formatRate(cost.marginAmount ?? 0, currency, EVEN)}
          </Sum>
          <Sum name="Charged" strong>
            {formatRate(cost.total, currency, EVEN)}
          </Sum>
        </tbody>
      </table>
      <p className="text-ink-muted">
        Priced as <ModelLink model={model} />
        {event.model !== model && (
          <>
            {" "}
            (sent as <ModelName name={event.model ?? ""} />)
          </>
        )}
        {price && (
          <>
            , by {price.override ? "your own price" : `the catalog's price (${price.source})`}
            {isAlways(price.effectiveFrom)
              ? ", its first"
              : ` in force from ${formatTime(price.effectiveFrom)}`}
          </>
        )}
        . Each part is its tokens × price{exchangeRate !== undefined && " × exchange rate"},{" "}
        {cost.rounding === "ceil" ? `rounded up to ${formatRate(1, currency)}` : "exact to 10^-9"}.
        {event.estimated && " The counts are estimated because the stream was cut off."}
      </p>
      <p className="text-ink-muted">
        Price row{" "}
        <ModelLink model={model} price={cost.priceId}>
          <Code>{cost.priceId ?? ""}</Code>
        </ModelLink>{" "}
        never changes, so this calculation stays valid.
      </p>
    </div>
  );
}

function Part({ part, currency }: { part: PricePart; currency: string }) {
  return (
    <tr className="border-b">
      <th scope="row" className="py-1.5 text-left font-normal">
        {part.name}
      </th>
      <td className="py-1.5 text-right">{formatNumber(part.tokens)}</td>
      <td className="py-1.5 text-right">
        {part.price === undefined ? "–" : formatRate(part.price, PRICED_IN)}
      </td>
      <td className="py-1.5 text-right">{formatRate(part.cost, currency, EVEN)}</td>
    </tr>
  );
}

function Sum({ name, strong = false, children }: { name: string; strong?: boolean; children: ReactNode }) {
  return (
    <tr className={strong ? "font-semibold" : ""}>
      <th
        scope="row"
        colSpan={3}
        className={classes("py-1.5 text-left", strong ? "font-semibold" : "font-normal")}
      >
        {name}
      </th>
      <td className="py-1.5 text-right">{children}</td>
    </tr>
  );
}
