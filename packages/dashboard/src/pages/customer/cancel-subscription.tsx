import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Dialog } from "../../parts/dialog";
import { CheckField, TextArea } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { formatDate } from "../../parts/time";
import { useRefresh } from "./refresh";

export function CancelSubscription({
  subscription,
  onClose,
}: {
  subscription: Schemas["Subscription"];
  onClose: () => void;
}) {
  const { api } = useSession();
  const refresh = useRefresh();
  const [reason, setReason] = useState("");
  const [immediate, setImmediate] = useState(false);
  const sending = useSending({
    send: () => api.subscriptions.cancel({ id: subscription.id, immediate, reason: reason || undefined }),
    onDone: () => {
      refresh();
      toast.success(immediate ? "The subscription has ended." : "The subscription will not renew.");
      onClose();
    },
  });
  const end = subscription.currentPeriod?.end;
  return (
    <Dialog
      title="Cancel the subscription"
      description={
        immediate
          ? "It ends now. Further usage is refused, and the rest of the balance expires."
          : `It continues until ${end ? formatDate(end) : "the end of the period"}, and does not renew.`
      }
      open
      onOpenChange={onClose}
    >
      <Form
        sending={sending}
        action="Cancel subscription"
        fields={["reason"]}
        onCancel={onClose}
        look="danger"
      >
        <TextArea label="Reason" value={reason} onChange={(event) => setReason(event.target.value)} />
        <CheckField
          label="Immediately"
          hint="Instead of at the end of the period"
          checked={immediate}
          onChange={(event) => setImmediate(event.target.checked)}
        />
      </Form>
    </Dialog>
  );
}
