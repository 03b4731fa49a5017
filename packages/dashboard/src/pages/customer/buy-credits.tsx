import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatSettlement } from "../../money/money";
import { Dialog } from "../../parts/dialog";
import { SelectField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { useRefresh } from "./refresh";

interface Props {
  readonly subscription: Schemas["Subscription"];
  readonly onClose: () => void;
}

/** A pack of credits, which is invoiced. */
export function BuyCredits({ subscription, onClose }: Props) {
  const { api, environment } = useSession();
  const refresh = useRefresh();
  const { data: packs } = useQuery({
    queryKey: [environment, "credit-packs", "active"],
    queryFn: async () => (await api.creditPacks.list({ isActive: true, limit: 100 })).data,
  });
  const fitting = packs?.filter(({ currency }) => currency === subscription.currency);
  const [chosen, setChosen] = useState<string>();
  const packId = chosen ?? fitting?.[0]?.id;
  const sending = useSending({
    send: () => api.subscriptions.purchaseCredits({ id: subscription.id, creditPackId: packId! }),
    onDone: ({ status, credits }) => {
      refresh();
      toast.success(
        status === "applied"
          ? `${formatNumber(credits)} credits were added.`
          : "The invoice was created. The credits are added when it is paid.",
      );
      onClose();
    },
  });
  return (
    <Dialog title="Sell a credit pack" description="It is invoiced immediately." open onOpenChange={onClose}>
      <Form
        sending={sending}
        action="Sell pack"
        fields={["creditPackId"]}
        onCancel={onClose}
        disabled={!packId}
      >
        <SelectField
          label="Credit pack"
          value={packId}
          onChange={(event) => setChosen(event.target.value)}
          options={(fitting ?? []).map((pack) => [
            pack.id,
            `${pack.name}: ${formatNumber(pack.credits)} credits for ${formatSettlement(pack.price, pack.currency)}`,
          ])}
          hint={fitting?.length === 0 ? "There is no credit pack in this currency." : undefined}
          error={sending.errorAt("creditPackId")}
        />
      </Form>
    </Dialog>
  );
}
