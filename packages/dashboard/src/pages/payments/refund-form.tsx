import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatSettlement, settlementFromTyped, typedFromSettlement } from "../../money/money";
import { Dialog } from "../../parts/dialog";
import { AmountField, TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";

interface Props {
  readonly transaction: Schemas["Transaction"];
  readonly onClose: () => void;
}

export function RefundForm({ transaction, onClose }: Props) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const { currency } = transaction;
  const left = transaction.amount - transaction.amountRefunded;
  const [typed, setTyped] = useState(typedFromSettlement(left, currency));
  const [reason, setReason] = useState("");
  const amount = settlementFromTyped(typed, currency);
  const sending = useSending({
    send: async () => {
      if (amount === undefined || amount <= 0) throw new FieldError("amount", "Enter an amount above 0.");
      return api.transactions.refund({ id: transaction.id, amount, reason: reason || undefined });
    },
    onDone: (refund) => {
      for (const name of ["payments", "invoices"])
        void queryClient.invalidateQueries({ queryKey: [environment, name] });
      const money = formatSettlement(refund.amount, refund.currency);
      toast.success(
        refund.status === "succeeded" ? `${money} is refunded.` : `The refund of ${money} is on its way.`,
      );
      onClose();
    },
  });
  return (
    <Dialog
      title="Refund"
      description={`Up to ${formatSettlement(left, currency)} can be refunded. The invoice does not change.`}
      open
      onOpenChange={onClose}
    >
      <Form
        sending={sending}
        action={amount ? `Refund ${formatSettlement(amount, currency)}` : "Refund"}
        look="danger"
        fields={["amount", "reason"]}
        onCancel={onClose}
      >
        <AmountField currency={currency} value={typed} onType={setTyped} error={sending.errorAt("amount")} />
        <TextField
          label="Reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={sending.errorAt("reason")}
        />
      </Form>
    </Dialog>
  );
}
