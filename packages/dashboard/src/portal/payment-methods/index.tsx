/** The cards on file. A card's number is typed at the payment provider's page, and never here. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { CreditCard } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { Schemas } from "../../api/schemas";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Dialog } from "../../parts/dialog";
import { Empty, Loaded, messageOf } from "../../parts/states";
import { portalApi } from "../api";
import { PortalPage } from "../frame/page";
import { cardName } from "../parts/card-name";
import { useLeavingFor } from "../parts/leaving";
import { Notice } from "../parts/notice";
import { useRefresh, useSubscription } from "../queries";

type Method = Schemas["PortalPaymentMethod"];

export function PaymentMethodsPage() {
  const { saved } = useSearch({ strict: false }) as { saved?: string };
  const { data: subscription } = useSubscription();
  const query = useQuery({ queryKey: ["payment-methods"], queryFn: portalApi.paymentMethods });
  const add = useLeavingFor(portalApi.cardPage);
  const button = (name: string) =>
    subscription && (
      <Button look="primary" busy={add.isPending} onClick={() => add.mutate()}>
        {name}
      </Button>
    );
  const hasCards = (query.data?.data.length ?? 0) > 0;
  return (
    <PortalPage
      title="Payment"
      description="Your plan and purchases are charged to the card selected here."
      actions={hasCards && button("Use another card")}
    >
      {saved && <Notice tone="good">Your card is saved and will be charged from now on.</Notice>}
      <Card flush>
        <Loaded query={query}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty title="There is no card on file" action={button("Add a card")}>
                {subscription
                  ? "You enter it on the payment provider's page. Its number is not stored here."
                  : "You can add a card once you have a plan."}
              </Empty>
            ) : (
              <ul>
                {data.map((method) => (
                  <MethodRow key={method.id} method={method} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
    </PortalPage>
  );
}

function MethodRow({ method }: { method: Method }) {
  const [removing, setRemoving] = useState(false);
  const refresh = useRefresh();
  const done = (words: string) => async () => {
    setRemoving(false);
    await refresh();
    toast.success(words);
  };
  const onError = (error: Error) => toast.error(messageOf(error));
  const name = cardName(method);
  const choose = useMutation({
    mutationFn: () => portalApi.chooseCard(method.id),
    onSuccess: done(`${name} will be charged from now on.`),
    onError,
  });
  const remove = useMutation({
    mutationFn: () => portalApi.removeCard(method.id),
    onSuccess: done(`${name} was removed.`),
    onError,
  });
  const expires = `${String(method.expMonth).padStart(2, "0")}/${method.expYear}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-4 last:border-b-0">
      <CreditCard aria-hidden className="size-5 text-ink-muted" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{name}</p>
        <p className="text-sm text-ink-muted">Expires {expires}</p>
      </div>
      {method.isDefault ? (
        <Badge tone="info">Charged</Badge>
      ) : (
        <Button busy={choose.isPending} onClick={() => choose.mutate()}>
          Charge this card<span className="sr-only">: {name}</span>
        </Button>
      )}
      <Button look="quiet" onClick={() => setRemoving(true)} aria-label={`Remove ${name}`}>
        Remove
      </Button>
      {removing && (
        <Dialog
          open
          title="Remove this card?"
          description={
            method.isDefault
              ? `${name} is the card we charge. Without a card your next payment fails.`
              : `${name} is not being charged.`
          }
          onOpenChange={setRemoving}
        >
          <div className="flex justify-end gap-2">
            <Button onClick={() => setRemoving(false)}>Keep it</Button>
            <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
              Remove
            </Button>
          </div>
        </Dialog>
      )}
    </li>
  );
}
