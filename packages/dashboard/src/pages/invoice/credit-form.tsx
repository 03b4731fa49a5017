/** A credit note: takes back a part of what was invoiced, or all of it. The invoice itself never changes. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatSettlement, settlementFromTyped, typedFromSettlement } from "../../money/money";
import { Dialog } from "../../parts/dialog";
import { AmountField, SelectField, TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";

type Settlement = NonNullable<Schemas["CreateCreditNote"]["settlement"]>;

const OF_PAID: readonly (readonly [Settlement, string])[] = [
  ["customer_credit", "Customer credit, deducted from the next invoices"],
  ["refund", "Refund to the card that paid"],
  ["outside", "You refund it outside Farthing"],
];

export function CreditForm({ invoice, onClose }: { invoice: Schemas["Invoice"]; onClose: () => void }) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const { currency } = invoice;
  const isPaid = invoice.status === "paid";
  const most = isPaid ? invoice.total - invoice.amountCredited : invoice.amountDue;
  const [typed, setTyped] = useState(typedFromSettlement(most, currency));
  const [reason, setReason] = useState("");
  const [settlement, setSettlement] = useState<Settlement>("customer_credit");
  const amount = settlementFromTyped(typed, currency);
  const sending = useSending({
    send: async () => {
      if (!amount || amount < 0) throw new FieldError("amount", "Enter an amount above 0.");
      return api.invoices.credit({
        id: invoice.id,
        amount,
        reason,
        settlement: isPaid ? settlement : "open_amount",
      });
    },
    onDone: (note) => {
      for (const name of ["invoices", "credit-notes", "credits", "payments"])
        void queryClient.invalidateQueries({ queryKey: [environment, name] });
      toast.success(`${note.number} credits ${formatSettlement(note.total, note.currency)}.`);
      onClose();
    },
  });
  return (
    <Dialog
      title="Credit"
      description={
        isPaid
          ? `A credit note of up to ${formatSettlement(most, currency)}. The invoice does not change.`
          : `A credit note of up to ${formatSettlement(most, currency)}. It reduces the amount to pay.`
      }
      open
      onOpenChange={onClose}
    >
      <Form sending={sending} action="Credit" fields={["amount", "reason", "settlement"]} onCancel={onClose}>
        <AmountField currency={currency} value={typed} onType={setTyped} error={sending.errorAt("amount")} />
        <TextField
          label="Reason"
          hint="Appears on the credit note"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={sending.errorAt("reason")}
        />
        {isPaid && (
          <SelectField
            label="Settlement"
            value={settlement}
            onChange={(event) => setSettlement(event.target.value as Settlement)}
            options={OF_PAID}
            error={sending.errorAt("settlement")}
          />
        )}
      </Form>
    </Dialog>
  );
}
