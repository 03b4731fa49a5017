import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { Badge } from "../../parts/badge";
import { Card } from "../../parts/card";
import { Code } from "../../parts/copy";
import { CreateButton } from "../../parts/create-button";
import { Page } from "../../parts/page";
import { Empty } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { CreatePlan } from "./create-plan";
import { usualOffer } from "./offers";

type Plan = Schemas["Plan"];

const COLUMNS: readonly Column<Plan>[] = [
  {
    name: "Plan",
    cell: (plan) => (
      <>
        <span className="font-medium">{plan.name}</span> {!plan.isPublic && <Badge>private</Badge>}{" "}
        {plan.isDefault && <Badge tone="info">default</Badge>}
      </>
    ),
  },
  { name: "Code", wide: true, cell: (plan) => <Code>{plan.code}</Code> },
  { name: "Usage is", cell: (plan) => <Badge>{plan.consumptionModel}</Badge> },
  { name: "Features", figure: true, wide: true, cell: (plan) => plan.features.length },
  { name: "Price", figure: true, cell: priceOf },
];

function priceOf(plan: Plan): string {
  if (plan.isFree) return "Free";
  const price = usualOffer(plan.prices);
  return price ? `${formatSettlement(price.price, price.currency)} ${price.billingInterval}` : "No price yet";
}

export function PlansPage() {
  const { api, environment, mayWrite } = useSession();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const open = (id: string) => void navigate({ to: "/plans/$id", params: { id } as never });
  const paged = usePaged([environment, "plans"], (cursor) =>
    api.plans.list({ limit: 50, cursor, includePrivate: true }),
  );
  return (
    <Page
      title="Plans"
      description="Priced packages of features."
      actions={mayWrite && <CreateButton onClick={() => setCreating(true)}>Create plan</CreateButton>}
    >
      <Card flush>
        <PagedTable
          label="Plans"
          paged={paged}
          columns={COLUMNS}
          rowKey={({ id }) => id}
          onOpen={({ id }) => open(id)}
          empty={
            <Empty title="No plans yet">A plan sets what is included and what further usage costs.</Empty>
          }
        />
      </Card>
      {creating && <CreatePlan onClose={() => setCreating(false)} onCreated={({ id }) => open(id)} />}
    </Page>
  );
}
