import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Code, Id } from "../../parts/copy";
import { Page } from "../../parts/page";
import { Empty, Failed, Loading } from "../../parts/states";
import { Table } from "../../parts/table";
import { ChangePlan } from "./change-plan";
import { CurrenciesCard } from "./currencies-card";
import { DeletePlan } from "./delete-plan";
import { PlanFeatureForm } from "./plan-feature-form";
import { PriceForm } from "./price-form";
import { givenBy, includedOf, termsOf } from "./terms";
import { VersionsCard } from "./versions-card";

type Plan = Schemas["Plan"];
type PlanFeature = Schemas["PlanFeature"];
type Price = Schemas["PlanPrice"];

export function PlanPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { api, environment } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: [environment, "plans", id],
    queryFn: () => api.plans.get({ id }),
  });
  if (!data) return error ? <Failed error={error} retry={refetch} /> : <Loading />;
  return <Content plan={data} />;
}

/** Between whose plans customers may change. */
function GroupOf({ plan: { planGroupId: id } }: { plan: Plan }) {
  const { api, environment } = useSession();
  const { data } = useQuery({
    queryKey: [environment, "plan-groups", id],
    queryFn: () => api.planGroups.get({ id: id! }),
    enabled: id !== null,
  });
  if (id === null) return "None: customers cannot change from it to another by themselves";
  return (
    <Link to="/plan-groups" className="text-accent underline">
      {data?.name ?? id}
    </Link>
  );
}

function Content({ plan }: { plan: Plan }) {
  const { mayWrite } = useSession();
  const [editing, setEditing] = useState<"change" | "delete">();
  const [price, setPrice] = useState<Price | "new">();
  const [feature, setFeature] = useState<PlanFeature | "new">();
  const isBalance = plan.consumptionModel === "balance";
  return (
    <Page
      title={plan.name}
      above={
        <Link to="/plans" className="hover:text-ink">
          Plans
        </Link>
      }
      description={<Id id={plan.id} />}
      actions={
        mayWrite && (
          <>
            <Button onClick={() => setEditing("change")}>Change</Button>
            <Button look="danger" onClick={() => setEditing("delete")}>
              Delete…
            </Button>
          </>
        )
      }
    >
      <Card>
        <Facts
          facts={[
            ["Code", <Code key="code">{plan.code}</Code>],
            ["Usage is", <Badge key="model">{plan.consumptionModel}</Badge>],
            ["Description", plan.description],
            ...(isBalance
              ? ([
                  [
                    "When the balance is used up",
                    plan.blockOnExhaustion ? "Usage is refused" : "Usage continues and is invoiced",
                  ],
                  ["Top-ups at a reset", plan.topupsSurviveReset ? "Stay" : "Expire"],
                ] as const)
              : []),
            ["Plan group", <GroupOf key="group" plan={plan} />],
            ["Listed", plan.isPublic ? "Public" : "Private"],
            ["Default", plan.isDefault ? "Used when a customer does not choose a plan" : "No"],
          ]}
        />
      </Card>
      <Card
        title="Prices"
        flush
        actions={mayWrite && !plan.isFree && <Button onClick={() => setPrice("new")}>Add price</Button>}
      >
        {plan.prices.length === 0 ? (
          <Empty title={plan.isFree ? "This plan is free" : "No price yet"} />
        ) : (
          <Table
            label="Prices"
            rows={plan.prices}
            rowKey={({ id }) => id}
            onOpen={mayWrite ? setPrice : undefined}
            columns={[
              {
                name: "Interval",
                cell: (row) => (
                  <>
                    {row.billingInterval} {row.isDefault && <Badge tone="info">default</Badge>}
                  </>
                ),
              },
              { name: "Trial", wide: true, cell: ({ trialDays }) => (trialDays ? `${trialDays} days` : "–") },
              {
                name: "Included",
                figure: true,
                cell: givenBy,
              },
              { name: "Price", figure: true, cell: (row) => formatSettlement(row.price, row.currency) },
            ]}
          />
        )}
      </Card>
      <Card
        title="Features"
        flush
        actions={mayWrite && <Button onClick={() => setFeature("new")}>Add feature</Button>}
      >
        {plan.features.length === 0 ? (
          <Empty title="No features yet">Usage of features outside the plan is refused.</Empty>
        ) : (
          <Table
            label="Features"
            rows={plan.features}
            rowKey={({ featureId }) => featureId}
            onOpen={mayWrite ? setFeature : undefined}
            columns={[
              {
                name: "Feature",
                cell: (row) => (
                  <>
                    <span className="font-medium">{row.name}</span>{" "}
                    {!row.enabled && <Badge tone="warn">disabled</Badge>}
                    <span className="block">
                      <Code>{row.code}</Code>
                    </span>
                  </>
                ),
              },
              { name: "Priced", cell: (row) => (row.pricingMode === "ai_model" ? "by AI model" : "fixed") },
              {
                name: "Included",
                figure: true,
                wide: true,
                cell: (row) => includedOf(plan.consumptionModel, row),
              },
              { name: "Terms", figure: true, cell: (row) => termsOf(plan.consumptionModel, row) },
            ]}
          />
        )}
      </Card>
      {!plan.isFree && <CurrenciesCard plan={plan} />}
      <VersionsCard plan={plan} />
      {editing === "change" && <ChangePlan plan={plan} onClose={() => setEditing(undefined)} />}
      {editing === "delete" && <DeletePlan plan={plan} onClose={() => setEditing(undefined)} />}
      {price && (
        <PriceForm
          plan={plan}
          price={price === "new" ? undefined : price}
          onClose={() => setPrice(undefined)}
        />
      )}
      {feature && (
        <PlanFeatureForm
          plan={plan}
          feature={feature === "new" ? undefined : feature}
          onClose={() => setFeature(undefined)}
        />
      )}
    </Page>
  );
}
