/** Who a customer is, all of it, and the way to change it. */
import { useState } from "react";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Time } from "../../parts/time";
import { EditCustomer } from "./edit-customer";

type Customer = Schemas["Customer"];

export function CustomerCard({ customer }: { customer: Customer }) {
  const { mayWrite } = useSession();
  const [editing, setEditing] = useState(false);
  return (
    <Card title="Customer" actions={mayWrite && <Button onClick={() => setEditing(true)}>Edit…</Button>}>
      <Facts
        facts={[
          ["Name", customer.fullName],
          ["Your id", customer.externalId],
          ["E-mail", customer.email],
          ["Tax document", customer.taxDocument],
          ["Timezone", customer.timezone],
          ["Address", customer.address && <Address key="address" address={customer.address} />],
          ...Object.entries(customer.metadata ?? {}).map(
            ([name, value]) => [`${name} (metadata)`, String(value)] as const,
          ),
          ["Since", <Time key="since" at={customer.createdAt} />],
        ]}
      />
      {editing && <EditCustomer customer={customer} onClose={() => setEditing(false)} />}
    </Card>
  );
}

const Address = ({ address: a }: { address: NonNullable<Customer["address"]> }) => (
  <span className="whitespace-pre-line">
    {[a.line1, a.line2, `${a.postalCode} ${a.city}`, a.state, a.region, a.country]
      .filter((line) => line)
      .join("\n")}
  </span>
);
