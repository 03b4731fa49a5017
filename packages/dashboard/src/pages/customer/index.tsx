import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useSession } from "../../api/context";
import { Card, Facts } from "../../parts/card";
import { Id } from "../../parts/copy";
import { Page } from "../../parts/page";
import { Failed, Loading } from "../../parts/states";
import { Tabs } from "../../parts/tabs";
import { Time } from "../../parts/time";
import { nameOf } from "../customers/name";
import { BalanceTab } from "./balance-tab";
import { InvoicesTab } from "./invoices-tab";
import { SubscriptionCard } from "./subscription-card";
import { UsageTab } from "./usage-tab";

export function CustomerPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { api, environment } = useSession();
  const {
    data: customer,
    error,
    refetch,
  } = useQuery({
    queryKey: [environment, "customers", id],
    queryFn: () => api.customers.get({ id }),
  });
  const { data: subscription } = useQuery({
    queryKey: [environment, "customers", id, "subscription"],
    queryFn: () => api.subscriptions.getActive({ customerId: id }),
  });
  if (error) return <Failed error={error} retry={refetch} />;
  if (!customer) return <Loading />;
  return (
    <Page
      title={nameOf(customer)}
      above={
        <Link to="/customers" className="hover:text-ink">
          Customers
        </Link>
      }
      description={<Id id={customer.id} />}
    >
      <div className="grid gap-5 lg:grid-cols-2">
        <Card title="Customer">
          <Facts
            facts={[
              ["Your id", customer.externalId],
              ["E-mail", customer.email],
              ["Tax document", customer.taxDocument],
              ["Timezone", customer.timezone],
              ["Since", <Time key="since" at={customer.createdAt} />],
            ]}
          />
        </Card>
        <SubscriptionCard customerId={customer.id} subscription={subscription} />
      </div>
      <Tabs
        label="Of this customer"
        tabs={[
          {
            value: "balance",
            name: "Balance and ledger",
            content: <BalanceTab customerId={customer.id} subscription={subscription ?? null} />,
          },
          { value: "usage", name: "Usage", content: <UsageTab customerId={customer.id} /> },
          { value: "invoices", name: "Invoices", content: <InvoicesTab customerId={customer.id} /> },
        ]}
      />
    </Page>
  );
}
