import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatNumber } from "../../money/money";
import { Dialog } from "../../parts/dialog";
import { SelectField, TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { dayEnd, dayStart } from "../../parts/time";
import { EVENT_TYPES, type EventType } from "../webhooks/event-types";

/** Sends the events of some days again, a page at a time, and says how many there are by now. */
export function ReplayForm({ webhook, onClose }: { webhook: Schemas["Webhook"]; onClose: () => void }) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [type, setType] = useState("");
  const [count, setCount] = useState(0);
  const sending = useSending({
    send: async () => {
      let cursor: string | undefined;
      let sent = 0;
      do {
        const page = await api.webhooks.replay({
          id: webhook.id,
          from: dayStart(from),
          to: dayEnd(to),
          types: type ? [type as EventType] : undefined,
          cursor,
        });
        sent += page.count;
        setCount(sent);
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return sent;
    },
    onDone: (sent) => {
      void queryClient.invalidateQueries({ queryKey: [environment, "webhooks", webhook.id] });
      toast.success(
        sent === 0
          ? "There are no events in that period."
          : `${formatNumber(sent)} events are being sent again.`,
      );
      onClose();
    },
  });
  return (
    <Dialog
      title="Replay"
      description="Sends all events of these days, including those already delivered, each with its own webhook-id."
      open
      onOpenChange={onClose}
    >
      <Form sending={sending} action="Replay" fields={["from", "to", "types"]} onCancel={onClose}>
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label="From"
            type="date"
            value={from}
            onChange={(event) => setFrom(event.target.value)}
            error={sending.errorAt("from")}
          />
          <TextField
            label="To"
            type="date"
            value={to}
            onChange={(event) => setTo(event.target.value)}
            error={sending.errorAt("to")}
          />
        </div>
        <SelectField
          label="Event"
          value={type}
          onChange={(event) => setType(event.target.value)}
          options={[["", "All types of this webhook"], ...EVENT_TYPES.map((name) => [name, name] as const)]}
        />
        {sending.isPending && (
          <p role="status" className="text-sm text-ink-muted">
            {formatNumber(count)} so far…
          </p>
        )}
      </Form>
    </Dialog>
  );
}
