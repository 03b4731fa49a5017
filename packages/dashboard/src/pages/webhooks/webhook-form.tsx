import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Dialog } from "../../parts/dialog";
import { CheckField, TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";
import { EVENT_GROUPS, EVERYTHING } from "./event-types";

type Webhook = Schemas["Webhook"];

interface Props {
  /** For a new one, none. */
  readonly webhook?: Webhook;
  readonly onClose: () => void;
  /** With its secret where it is new. */
  readonly onSaved: (webhook: Webhook & { readonly secret?: string }) => void;
}

export function WebhookForm({ webhook, onClose, onSaved }: Props) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [description, setDescription] = useState(webhook?.description ?? "");
  const [events, setEvents] = useState<readonly string[]>(webhook?.events ?? [EVERYTHING]);
  const isEverything = events.includes(EVERYTHING);
  const sending = useSending({
    send: async (): Promise<Webhook & { secret?: string }> => {
      if (events.length === 0) throw new FieldError("events", "Choose at least one.");
      const body = { url: url.trim(), events: [...events] as Schemas["CreateWebhook"]["events"] };
      return webhook
        ? api.webhooks.update({ id: webhook.id, ...body, description: description || null })
        : api.webhooks.create({ ...body, description: description || undefined });
    },
    onDone: (saved) => {
      void queryClient.invalidateQueries({ queryKey: [environment, "webhooks"] });
      toast.success(webhook ? "The webhook is changed." : "The webhook is created.");
      onClose();
      onSaved(saved);
    },
  });
  const toggle = (type: string) => (event: { target: { checked: boolean } }) =>
    setEvents(event.target.checked ? [...events, type] : events.filter((other) => other !== type));
  const eventsError = sending.errorAt("events");
  return (
    <Dialog title={webhook ? "Change the webhook" : "Create webhook"} open onOpenChange={onClose}>
      <Form
        sending={sending}
        action={webhook ? "Save" : "Create webhook"}
        fields={["url", "description", "events"]}
        onCancel={onClose}
      >
        <TextField
          label="URL"
          type="url"
          autoFocus
          placeholder="https://example.com/webhooks/farthing"
          hint={environment === "live" ? "https" : "https; http is also allowed in the sandbox"}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          error={sending.errorAt("url")}
        />
        <TextField
          label="Description"
          value={description}
          onChange={(event) => setDescription(event.target.value)}
          error={sending.errorAt("description")}
        />
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-2 text-sm font-medium">Events sent</legend>
          <CheckField
            label="Everything"
            hint="Including types added later"
            checked={isEverything}
            onChange={(event) => setEvents(event.target.checked ? [EVERYTHING] : [])}
          />
          {!isEverything && (
            <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
              {EVENT_GROUPS.map(([group, types]) => (
                <div key={group} className="flex flex-col gap-1.5">
                  <p className="text-xs text-ink-muted">{group}</p>
                  {types.map((type) => (
                    <CheckField
                      key={type}
                      label={type}
                      checked={events.includes(type)}
                      onChange={toggle(type)}
                    />
                  ))}
                </div>
              ))}
            </div>
          )}
          {eventsError && <p className="text-sm text-bad">{eventsError}</p>}
        </fieldset>
      </Form>
    </Dialog>
  );
}
