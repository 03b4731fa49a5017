import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";

/** Forgives refused usage, with why. */
export function DismissForm({ id, onDone }: { id: string; onDone: () => void }) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const sending = useSending({
    send: () => api.usage.refused.dismiss({ id, reason }),
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: [environment, "refused"] });
      toast.success("Dismissed: it is not charged, and counts as unbilled no more.");
      onDone();
    },
  });
  return (
    <Form sending={sending} action="Dismiss" fields={["reason"]} look="danger">
      <TextField
        label="Dismiss it because"
        hint="It is not charged then, and cannot be replayed. The reason is kept."
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={sending.errorAt("reason")}
      />
    </Form>
  );
}
