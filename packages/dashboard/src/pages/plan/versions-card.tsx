/** What the plan promised, change by change, and who holds to it. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Dialog } from "../../parts/dialog";
import { Empty } from "../../parts/states";
import { PagedTable, Table } from "../../parts/table";
import { formatTime, Time } from "../../parts/time";
import { currenciesOf } from "../plans/offers";
import { givenBy, includedOf, termsOf } from "./terms";

type Plan = Schemas["Plan"];
type Version = Schemas["PlanVersion"];

export function VersionsCard({ plan }: { plan: Plan }) {
  const { api, environment } = useSession();
  const [open, setOpen] = useState<Version>();
  const paged = usePaged([environment, "plans", plan.id, "versions"], (cursor) =>
    api.plans.versions({ id: plan.id, limit: 10, cursor }),
  );
  return (
    <Card
      title="Versions"
      flush
      actions={
        <Button asChild>
          <Link to="/subscriptions" search={{ planId: plan.id } as never}>
            Subscriptions of this plan
          </Link>
        </Button>
      }
    >
      <p className="border-b px-4 py-2 text-sm text-ink-muted">
        A period keeps the version it started with, plus any improvements since.
      </p>
      <PagedTable
        label="Versions"
        paged={paged}
        rowKey={({ version }) => String(version)}
        onOpen={setOpen}
        empty={<Empty title="No versions" />}
        columns={[
          {
            name: "Version",
            cell: ({ version, isCurrent }) => (
              <>
                <span className="font-medium">{version}</span>{" "}
                {isCurrent && <Badge tone="info">current</Badge>}
              </>
            ),
          },
          { name: "In force since", cell: ({ createdAt }) => <Time at={createdAt} /> },
          { name: "Prices", wide: true, cell: ({ prices }) => pricesOf(prices) },
          { name: "Features", figure: true, wide: true, cell: ({ features }) => features.length },
          {
            name: "Subscriptions",
            figure: true,
            cell: ({ subscriptions }) => subscriptions.toLocaleString("en"),
          },
        ]}
      />
      {open && <VersionDetails plan={plan} version={open} onClose={() => setOpen(undefined)} />}
    </Card>
  );
}

const pricesOf = (prices: Version["prices"]): string =>
  prices
    .filter(({ isDeleted }) => !isDeleted)
    .map(({ price, currency, billingInterval }) => `${formatSettlement(price, currency)} ${billingInterval}`)
    .join(", ") || "–";

interface DetailsProps {
  readonly plan: Plan;
  readonly version: Version;
  readonly onClose: () => void;
}

function VersionDetails({ plan, version, onClose }: DetailsProps) {
  const facts = [
    ["Subscriptions", version.subscriptions.toLocaleString("en")],
    ["Currencies", currenciesOf(version).join(", ")],
    ...(plan.consumptionModel === "balance"
      ? ([
          [
            "When the balance is used up",
            version.blockOnExhaustion ? "Usage is refused" : "Usage continues and is invoiced",
          ],
          ["Top-ups at a reset", version.topupsSurviveReset ? "Stay" : "Expire"],
        ] as const)
      : []),
  ] as const;
  return (
    <Dialog
      title={`Version ${version.version} of ${plan.name}`}
      description={`In force since ${formatTime(version.createdAt)}`}
      side
      open
      onOpenChange={onClose}
    >
      <Facts facts={facts} />
      <Card title="Prices" flush>
        {version.prices.length === 0 ? (
          <Empty title="No price" />
        ) : (
          <Table
            label={`Prices of version ${version.version}`}
            rows={version.prices}
            rowKey={({ priceId }) => priceId}
            columns={[
              {
                name: "Interval",
                cell: ({ billingInterval, isDeleted }) => (
                  <>
                    {billingInterval} {isDeleted && <Badge>no longer on sale</Badge>}
                  </>
                ),
              },
              { name: "Included", figure: true, cell: givenBy },
              {
                name: "Price",
                figure: true,
                cell: ({ price, currency }) => formatSettlement(price, currency),
              },
            ]}
          />
        )}
      </Card>
      <Card title="Features" flush>
        {version.features.length === 0 ? (
          <Empty title="No features" />
        ) : (
          <Table
            label={`Features of version ${version.version}`}
            rows={version.features}
            rowKey={({ featureId }) => featureId}
            columns={[
              {
                name: "Feature",
                cell: ({ name, enabled }) => (
                  <>
                    {name} {!enabled && <Badge tone="warn">disabled</Badge>}
                  </>
                ),
              },
              { name: "Included", figure: true, cell: (row) => includedOf(plan.consumptionModel, row) },
              { name: "Terms", figure: true, cell: (row) => termsOf(plan.consumptionModel, row) },
            ]}
          />
        )}
      </Card>
    </Dialog>
  );
}
