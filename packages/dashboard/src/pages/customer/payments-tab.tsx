/** What was taken from a customer, and the cards that it is taken from. */
import { useState } from "react";
import { toast } from "sonner";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Dialog } from "../../parts/dialog";
import { SelectField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { Empty } from "../../parts/states";
import { PagedTable, RowActions } from "../../parts/table";
import { Day } from "../../parts/time";
import { PAYMENT_COLUMNS } from "../payments/columns";
import { PaymentDetails } from "../payments/payment-details";
import { concernsOf, useRefresh } from "./refresh";

type TestCard = Schemas["AddPaymentMethod"]["testCard"];

const TEST_CARDS: readonly (readonly [TestCard, string])[] = [
  ["visa", "Succeeds"],
  ["declined", "Is declined"],
  ["insufficient_funds", "Has insufficient funds"],
  ["expired", "Is expired"],
  ["three_d_secure", "Requires 3-D Secure"],
  ["declines_later", "Succeeds once, then is declined"],
];

export function PaymentsTab({ customerId }: { customerId: string }) {
  const { api, environment } = useSession();
  const [openId, setOpenId] = useState<string>();
  const paged = usePaged([environment, "payments", customerId], (cursor) =>
    api.payments.list({ customerId, limit: 50, cursor }),
  );
  return (
    <div className="flex flex-col gap-5">
      <Cards customerId={customerId} />
      <Card flush title="Payments">
        <PagedTable
          label="Payments"
          paged={paged}
          columns={PAYMENT_COLUMNS}
          rowKey={({ id }) => id}
          onOpen={({ id }) => setOpenId(id)}
          empty={<Empty title="No payments yet" />}
        />
      </Card>
      {openId && <PaymentDetails id={openId} onClose={() => setOpenId(undefined)} />}
    </div>
  );
}

function Cards({ customerId }: { customerId: string }) {
  const { api, environment, mayWrite } = useSession();
  const [adding, setAdding] = useState(false);
  const paged = usePaged([environment, "customers", customerId, "cards"], (cursor) =>
    api.paymentMethods.list({ customerId, limit: 20, cursor }),
  );
  const concerns = concernsOf(environment);
  const charge = useChange({
    change: (id: string) => api.paymentMethods.setDefault({ customerId, id }),
    said: "This card is charged from now on.",
    concerns,
  });
  const remove = useChange({
    change: (id: string) => api.paymentMethods.remove({ customerId, id }),
    said: "The card is removed.",
    concerns,
  });
  return (
    <Card
      flush
      title="Cards"
      actions={
        mayWrite &&
        environment === "sandbox" && <Button onClick={() => setAdding(true)}>Add a test card</Button>
      }
    >
      <PagedTable
        label="Cards"
        paged={paged}
        rowKey={({ id }) => id}
        columns={[
          {
            name: "Card",
            cell: (card) => (
              <>
                <span className="font-medium">
                  {card.brand} ···· {card.last4}
                </span>{" "}
                {card.isDefault && <Badge tone="info">charged</Badge>}
              </>
            ),
          },
          {
            name: "Valid until",
            wide: true,
            cell: (card) => `${String(card.expMonth).padStart(2, "0")}/${card.expYear}`,
          },
          { name: "Since", wide: true, cell: ({ createdAt }) => <Day at={createdAt} /> },
          {
            name: "Actions",
            figure: true,
            cell: (card) =>
              mayWrite && (
                <RowActions>
                  {!card.isDefault && (
                    <Button look="quiet" onClick={() => charge.mutate(card.id)}>
                      Charge this card
                    </Button>
                  )}
                  <Button look="quiet" onClick={() => remove.mutate(card.id)}>
                    Remove
                  </Button>
                </RowActions>
              ),
          },
        ]}
        empty={<Empty title="No card on file">Customers save a card on the page where they pay.</Empty>}
      />
      {adding && <AddTestCard customerId={customerId} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function AddTestCard({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { api } = useSession();
  const refresh = useRefresh();
  const [testCard, setTestCard] = useState<TestCard>("visa");
  const sending = useSending({
    send: () => api.paymentMethods.add({ customerId, testCard }),
    onDone: () => {
      refresh();
      toast.success("The card is on file and will be charged from now on.");
      onClose();
    },
  });
  return (
    <Dialog title="Add a test card" open onOpenChange={onClose}>
      <Form sending={sending} action="Add" fields={["testCard"]} onCancel={onClose}>
        <SelectField
          label="A card that"
          value={testCard}
          onChange={(event) => setTestCard(event.target.value as TestCard)}
          options={TEST_CARDS}
          error={sending.errorAt("testCard")}
        />
      </Form>
    </Dialog>
  );
}
