import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";

export function SendForm({ invoice, onClose }: { invoice: Schemas["Invoice"]; onClose: () => void }) {
  const { api } = useSession();
  const [to, setTo] = useState("");
  const sending = useSending({
    send: () => api.invoices.send({ id: invoice.id, to: to.trim() || undefined }),
    onDone: (sent) => {
      toast.success(`The invoice is on its way to ${sent.to}.`);
      onClose();
    },
  });
  return (
    <Dialog title="Send by mail" description="The document is attached." open onOpenChange={onClose}>
      <Form sending={sending} action="Send" fields={["to"]} onCancel={onClose}>
        <TextField
          label="To"
          type="email"
          hint="Leave empty for the customer's own address"
          value={to}
          onChange={(event) => setTo(event.target.value)}
          error={sending.errorAt("to")}
        />
      </Form>
    </Dialog>
  );
}
