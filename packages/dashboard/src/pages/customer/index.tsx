import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { Id } from "../../parts/copy";
import { Page } from "../../parts/page";
import { Failed, Loading } from "../../parts/states";
import { Tabs } from "../../parts/tabs";
import { nameOf } from "../customers/name";
import { BalanceTab } from "./balance-tab";
import { CreditsTab } from "./credits-tab";
import { CustomerCard } from "./customer-card";
import { InvoicesTab } from "./invoices-tab";
import { PaymentsTab } from "./payments-tab";
import { PortalLink } from "./portal-link";
import { SeatsTab } from "./seats-tab";
import { SubscriptionCard } from "./subscription-card";
import { SubscriptionsTab } from "./subscriptions-tab";
import { UsageTab } from "./usage-tab";

export function CustomerPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { api, environment, mayWrite } = useSession();
  const {
    data: customer,
    error,
    refetch,
  } = useQuery({
    queryKey: [environment, "customers", id],
    queryFn: () => api.customers.get({ id }),
  });
  const { data: subscription, error: subscriptionError } = useQuery({
    queryKey: [environment, "customers", id, "subscription"],
    queryFn: () => api.subscriptions.getActive({ customerId: id }),
  });
  const { data: ended } = useQuery({
    queryKey: [environment, "customers", id, "subscription", "ended"],
    queryFn: async () => (await api.subscriptions.list({ customerId: id, limit: 1 })).data[0] ?? null,
    enabled: subscription === null,
  });
  const [{ tab }, setFilter] = useFilters<"tab">();
  const currency = (subscription ?? ended)?.currency ?? "USD";
  if (!customer) return error ? <Failed error={error} retry={refetch} /> : <Loading />;
  return (
    <Page
      title={nameOf(customer)}
      above={
        <Link to="/customers" className="hover:text-ink">
          Customers
        </Link>
      }
      description={<Id id={customer.id} />}
      actions={mayWrite && <PortalLink customerId={customer.id} />}
    >
      <div className="grid gap-5 lg:grid-cols-2">
        <CustomerCard customer={customer} />
        <SubscriptionCard
          customerId={customer.id}
          subscription={subscription}
          ended={ended ?? undefined}
          error={subscriptionError}
        />
      </div>
      <Tabs
        label="Of this customer"
        value={tab ?? "balance"}
        onValueChange={(value) => setFilter({ tab: value })}
        tabs={[
          {
            value: "balance",
            name: "Balance and ledger",
            content: <BalanceTab customerId={customer.id} subscription={subscription ?? null} />,
          },
          {
            value: "usage",
            name: "Usage",
            content: <UsageTab customerId={customer.id} currency={currency} />,
          },
          {
            value: "subscriptions",
            name: "Subscriptions",
            content: <SubscriptionsTab customerId={customer.id} />,
          },
          { value: "invoices", name: "Invoices", content: <InvoicesTab customerId={customer.id} /> },
          { value: "payments", name: "Payments", content: <PaymentsTab customerId={customer.id} /> },
          {
            value: "seats",
            name: "Seats",
            content: <SeatsTab customerId={customer.id} subscription={subscription ?? null} />,
          },
          {
            value: "credits",
            name: "Customer credits",
            content: <CreditsTab customerId={customer.id} currency={currency} />,
          },
        ]}
      />
    </Page>
  );
}
