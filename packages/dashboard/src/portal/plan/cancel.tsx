import { useState } from "react";
import { toast } from "sonner";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { TextArea } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { formatDate } from "../../parts/time";
import { portalApi, type Subscription } from "../api";
import { hasBegun } from "../parts/wording";
import { useRefresh } from "../queries";

const CAN_CANCEL: readonly Subscription["status"][] = [
  "active",
  "trialing",
  "past_due",
  "paused",
  "pending_payment",
  "draft",
];

export function Cancel({ subscription }: { subscription: Subscription }) {
  const [open, setOpen] = useState(false);
  if (subscription.cancelAtPeriodEnd || !CAN_CANCEL.includes(subscription.status)) return null;
  return (
    <div className="border-t pt-5">
      <Button look="danger" onClick={() => setOpen(true)}>
        Cancel my plan
      </Button>
      {open && <CancelDialog subscription={subscription} onClose={() => setOpen(false)} />}
    </div>
  );
}

function CancelDialog({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const refresh = useRefresh();
  const { plan, currentPeriod } = subscription;
  const end = currentPeriod && formatDate(currentPeriod.end);
  const sending = useSending({
    send: () => portalApi.cancel(reason.trim()),
    onDone: () => {
      void refresh();
      onClose();
      toast.success(end ? `Your plan ends on ${end}.` : "Your plan is canceled.");
    },
  });
  return (
    <Dialog
      open
      title={`Cancel ${plan.name}?`}
      onOpenChange={onClose}
      description={
        end
          ? `You keep everything until ${end}, and nothing is billed after that. You can change your mind until then.`
          : hasBegun(subscription)
            ? "It ends at once, and nothing more is billed."
            : "It does not start, and nothing is billed."
      }
    >
      <Form sending={sending} action="Cancel my plan" look="danger" fields={["reason"]}>
        <TextArea
          label="What was missing? (optional)"
          maxLength={500}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          error={sending.errorAt("reason")}
        />
      </Form>
    </Dialog>
  );
}
