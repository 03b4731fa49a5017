/** Takes an own price of a model out of force: what changes from when is said before. */
import type { ReactNode } from "react";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatRate } from "../../money/money";
import { Confirm } from "../../parts/confirm";
import { ToTheEdge } from "../../parts/dialog";
import { Table } from "../../parts/table";
import { Day } from "../../parts/time";
import { PRICES } from "../models/typed-prices";
import { ownAfter, type Price } from "./in-force";

interface Props {
  readonly model: Pick<Schemas["ModelDetail"], "provider" | "modelId" | "prices">;
  /** The own price that is in force. */
  readonly own: Price;
  readonly catalogs: Price;
  readonly onClose: () => void;
}

export function FollowCatalog({ model: { provider, modelId, prices }, own, catalogs, onClose }: Props) {
  const { api, environment } = useSession();
  const differences = differencesOf(own, catalogs);
  const later = ownAfter(prices, own)[0];
  return (
    <Confirm
      title="Follow the catalog's price again?"
      look="primary"
      description={
        <div className="flex flex-col gap-3">
          <p>
            From now on, the catalog prices usage in this environment, and its later changes hold too. Events
            that happened before keep your price, also when they arrive late.
          </p>
          {later && (
            <p>
              Your price of <Day at={later.effectiveFrom} /> still takes effect on that day.
            </p>
          )}
          {differences.length === 0 ? (
            <p>Both prices are the same today.</p>
          ) : (
            <ToTheEdge>
              <Table
                label="What changes now, in USD per million tokens"
                rows={differences}
                rowKey={({ name }) => name}
                columns={[
                  { name: "Price", cell: ({ name }) => name },
                  { name: "Yours", figure: true, cell: ({ before }) => before },
                  { name: "From now on", figure: true, cell: ({ after }) => after },
                ]}
              />
            </ToTheEdge>
          )}
        </div>
      }
      action="Follow the catalog"
      send={() => api.models.endPriceOverride({ provider, modelId })}
      said="The catalog's price holds from now on."
      concerns={[[environment, "models"]]}
      onClose={onClose}
    />
  );
}

interface Difference {
  readonly name: string;
  readonly before: ReactNode;
  readonly after: ReactNode;
}

type Prices = Omit<Price["tiers"][number], "aboveTokens">;

function differencesOf(own: Price, catalogs: Price): Difference[] {
  const above = [...new Set([own, catalogs].flatMap(({ tiers }) => tiers.map((tier) => tier.aboveTokens)))];
  const tierOf = (price: Price, tokens: number) =>
    price.tiers.find(({ aboveTokens }) => aboveTokens === tokens);
  return [
    ...differing(own, catalogs, ""),
    ...above
      .sort((a, b) => a - b)
      .flatMap((tokens) =>
        differing(tierOf(own, tokens), tierOf(catalogs, tokens), ` above ${formatNumber(tokens)} tokens`),
      ),
  ];
}

/** Undefined: a tier that the one of them has and the other has not. */
function differing(own: Prices | undefined, catalogs: Prices | undefined, where: string): Difference[] {
  return PRICES.flatMap(([field, name, otherwise]) => {
    const [before, after] = [own?.[field] ?? null, catalogs?.[field] ?? null];
    if (before === after) return [];
    const said = (prices: Prices | undefined, rate: number | null) =>
      rate === null ? (prices ? otherwise : "no such tier") : formatRate(rate);
    return [{ name: name + where, before: said(own, before), after: said(catalogs, after) }];
  });
}
