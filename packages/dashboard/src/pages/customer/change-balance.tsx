import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatUnit, rateFromTyped } from "../../money/money";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";
import { useRefresh } from "./refresh";

interface Props {
  readonly how: "topup" | "adjust";
  /** A currency, or `credits`. */
  readonly unit: string;
  readonly subscription: Schemas["Subscription"];
  readonly onClose: () => void;
}

const TEXTS = {
  topup: {
    title: "Top up the balance",
    action: "Top up",
    amount: "Amount",
    hint: "Such as 10.00",
    reason: "Description",
  },
  adjust: {
    title: "Adjust the balance",
    action: "Adjust",
    amount: "Change",
    hint: "Such as 5.00, or −5.00 to deduct",
    reason: "Reason",
  },
} as const;

export function ChangeBalance({ how, unit, subscription, onClose }: Props) {
  const { api } = useSession();
  const refresh = useRefresh();
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const texts = TEXTS[how];
  const amount = unit === "credits" ? numberFromTyped(typed) : rateFromTyped(typed.replace("−", "-"));
  const sending = useSending({
    send: async () => {
      if (amount === undefined || amount === 0)
        throw new FieldError("amount", "Enter an amount other than 0.");
      if (how === "adjust" && !reason.trim())
        throw new FieldError("reason", "Enter a reason. It stays in the ledger forever.");
      if (how === "topup")
        return api.subscriptions.topupBalance({
          id: subscription.id,
          amount,
          description: reason || undefined,
        });
      return api.subscriptions.adjustBalance({
        id: subscription.id,
        amount,
        reason,
        type: unit === "credits" ? "credits" : "balance",
      });
    },
    onDone: (result) => {
      refresh();
      const { balance } = result;
      const isPending = "status" in result && result.status === "pending";
      toast.success(
        isPending
          ? "The invoice was created. The amount is added when it is paid."
          : `The balance is now ${formatUnit(balance.remaining, balance.unit)}.`,
      );
      onClose();
    },
  });
  return (
    <Dialog title={texts.title} open onOpenChange={onClose}>
      <Form
        sending={sending}
        action={texts.action}
        fields={["amount", "reason", "description"]}
        onCancel={onClose}
      >
        <TextField
          label={`${texts.amount} (${unit})`}
          inputMode="decimal"
          autoFocus
          hint={amount === undefined ? texts.hint : formatUnit(amount, unit, { signed: true })}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          error={sending.errorAt("amount")}
        />
        <TextField
          label={texts.reason}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={sending.errorAt("reason") ?? sending.errorAt("description")}
        />
      </Form>
    </Dialog>
  );
}

function numberFromTyped(text: string): number | undefined {
  const value = Number(text.trim().replace("−", "-"));
  return text.trim() && Number.isFinite(value) ? value : undefined;
}
