/** An invoice of the operator's own, as it is written: new, or a draft that is changed. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { Card } from "../../parts/card";
import { FilterField } from "../../parts/filter-field";
import { Page } from "../../parts/page";
import { Empty, Failed, Loading } from "../../parts/states";
import { nameOf } from "../customers/name";
import { DraftForm } from "./draft-form";

const above = (
  <Link to="/invoices" className="hover:text-ink">
    Invoices
  </Link>
);

export function NewInvoicePage() {
  const [{ customerId }, setFilter] = useFilters<"customerId">();
  return (
    <Page
      title="New invoice"
      above={above}
      description="This is a draft. Nothing is charged or sent until you finalize it."
    >
      <Card className="max-w-3xl">
        <div className="mb-5 sm:max-w-xs">
          <FilterField
            label="Customer"
            placeholder="cus_… or your id"
            value={customerId}
            onChange={(id) => setFilter({ customerId: id })}
          />
        </div>
        {customerId ? <ForCustomer key={customerId} customerId={customerId} /> : <NobodyYet />}
      </Card>
    </Page>
  );
}

const NobodyYet = () => (
  <Empty title="Who is it for?">
    Enter a customer's id, or choose New invoice on the Invoices tab of a{" "}
    <Link to="/customers">customer</Link>.
  </Empty>
);

/** The subscription says in which currency amounts are. */
function ForCustomer({ customerId }: { customerId: string }) {
  const { api, environment } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: [environment, "customers", customerId, "invoiced"],
    queryFn: async () => {
      const customer = await api.customers.get({ id: customerId });
      const subscription = await api.subscriptions.getActive({ customerId });
      return { customer, currency: subscription?.currency ?? "USD" };
    },
  });
  if (!data) return error ? <Failed error={error} retry={refetch} /> : <Loading />;
  return (
    <>
      <p className="mb-5 text-sm">
        For <strong>{nameOf(data.customer)}</strong>, in {data.currency}
      </p>
      <DraftForm customerId={data.customer.id} currency={data.currency} />
    </>
  );
}

export function EditInvoicePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { api, environment } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: [environment, "invoices", id],
    queryFn: () => api.invoices.get({ id }),
  });
  if (!data) return error ? <Failed error={error} retry={refetch} /> : <Loading />;
  return (
    <Page title="Edit draft" above={above} description={`Amounts are in ${data.currency}.`}>
      <Card className="max-w-3xl">
        {data.status === "draft" ? (
          <DraftForm
            key={data.updatedAt}
            customerId={data.customerId}
            currency={data.currency}
            draft={data}
          />
        ) : (
          <Empty title="Finalized">It can no longer be changed. Use a credit note to correct it.</Empty>
        )}
      </Card>
    </Page>
  );
}
