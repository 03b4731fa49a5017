/** Who is subscribed to what: all subscriptions of the environment, those that have ended too. */
import { useNavigate } from "@tanstack/react-router";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import { Card } from "../../parts/card";
import { SelectField } from "../../parts/field";
import { Filters, Page } from "../../parts/page";
import { SearchField } from "../../parts/search-field";
import { StateFilter } from "../../parts/state-filter";
import { Empty } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { CustomerLink } from "../customers/customer-link";
import { useAllPlans } from "../plans/all-plans";
import { SUBSCRIPTION_COLUMNS, type Subscription } from "./columns";
import { pageOf } from "./page-of";

const COLUMNS: readonly Column<Subscription>[] = [
  { name: "Customer", cell: ({ customerId }) => <CustomerLink id={customerId} /> },
  ...SUBSCRIPTION_COLUMNS,
];
const STATES = [
  "active",
  "trialing",
  "past_due",
  "pending_payment",
  "paused",
  "draft",
  "canceled",
  "expired",
] as const satisfies readonly Subscription["status"][];

export function SubscriptionsPage() {
  const { api, environment } = useSession();
  const navigate = useNavigate();
  const [{ status, planId, search }, setFilter] = useFilters<"status" | "planId" | "search">();
  const paged = usePaged([environment, "subscriptions", { status, planId, search }], (cursor) =>
    api.subscriptions.list({
      limit: 50,
      cursor,
      status: status as Subscription["status"] | undefined,
      planId,
      search,
    }),
  );
  return (
    <Page title="Subscriptions" description="Start one on the page of its customer.">
      <Filters>
        <SearchField
          label="Search customers"
          placeholder="Name, e-mail, your id"
          value={search}
          onChange={(search) => setFilter({ search })}
        />
        <StateFilter states={STATES} value={status} onChange={(status) => setFilter({ status })} />
        <PlanFilter value={planId} onChange={(planId) => setFilter({ planId })} />
      </Filters>
      <Card flush>
        <PagedTable
          label="Subscriptions"
          paged={paged}
          columns={COLUMNS}
          rowKey={({ id }) => id}
          onOpen={(subscription) => void navigate(pageOf(subscription) as never)}
          empty={
            status || planId || search ? (
              <Empty title="No results">No subscription fits these filters.</Empty>
            ) : (
              <Empty title="No subscriptions yet">Put a customer on a plan, or let your code do it.</Empty>
            )
          }
        />
      </Card>
    </Page>
  );
}

interface PlanFilterProps {
  /** An id or a code; undefined for all. */
  readonly value: string | undefined;
  readonly onChange: (planId: string) => void;
}

/** A plan that was deleted is no choice, but may be what a link asks for. */
function PlanFilter({ value = "", onChange }: PlanFilterProps) {
  const plans = useAllPlans() ?? [];
  const chosen = plans.find(({ id, code }) => id === value || code === value)?.id ?? value;
  const isOther = chosen !== "" && !plans.some(({ id }) => id === chosen);
  return (
    <SelectField
      label="Plan"
      value={chosen}
      onChange={({ target }) => onChange(target.value)}
      options={[
        ["", "All plans"],
        ...plans.map(({ id, name }) => [id, name] as const),
        ...(isOther ? [[chosen, chosen] as const] : []),
      ]}
    />
  );
}
