import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";

interface Props {
  readonly webhook: Schemas["Webhook"];
  readonly onClose: () => void;
  readonly onRotated: (secret: string) => void;
}

export function RotateSecret({ webhook, onClose, onRotated }: Props) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [hours, setHours] = useState("24");
  const sending = useSending({
    send: () => api.webhooks.rotateSecret({ id: webhook.id, overlapHours: Number(hours || "0") }),
    onDone: ({ secret }) => {
      void queryClient.invalidateQueries({ queryKey: [environment, "webhooks"] });
      onRotated(secret);
    },
  });
  return (
    <Dialog
      title="Rotate the secret"
      description="Creates a new secret. The old one also signs for a while, so that you have time to update your servers."
      open
      onOpenChange={onClose}
    >
      <Form sending={sending} action="Rotate" fields={["overlapHours"]} onCancel={onClose}>
        <TextField
          label="Hours during which the old one also signs"
          hint="Use 0 if it has leaked: the old one stops immediately"
          inputMode="numeric"
          value={hours}
          onChange={(event) => setHours(event.target.value)}
          error={sending.errorAt("overlapHours")}
        />
      </Form>
    </Dialog>
  );
}
