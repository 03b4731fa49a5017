import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";

export function VoidForm({ invoice, onClose }: { invoice: Schemas["Invoice"]; onClose: () => void }) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const sending = useSending({
    send: () =>
      api.invoices.setStatus({ id: invoice.id, status: "void", reason: reason.trim() || undefined }),
    onDone: () => {
      for (const name of ["invoices", "payments", "customers", "purchases", "credits"])
        void queryClient.invalidateQueries({ queryKey: [environment, name] });
      toast.success("The invoice is void.");
      onClose();
    },
  });
  return (
    <Dialog
      title="Void this invoice?"
      description="Nothing more is due on it. It keeps its number. This cannot be undone."
      open
      onOpenChange={onClose}
    >
      <Form sending={sending} action="Void" look="danger" fields={["reason"]} onCancel={onClose}>
        <TextField
          label="Reason"
          hint="Appears on the document"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={sending.errorAt("reason")}
        />
      </Form>
    </Dialog>
  );
}
