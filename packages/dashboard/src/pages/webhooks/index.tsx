import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { Card } from "../../parts/card";
import { CreateButton } from "../../parts/create-button";
import { Page } from "../../parts/page";
import { Empty } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { Day } from "../../parts/time";
import { EVERYTHING } from "./event-types";
import { SecretDialog } from "./secret-dialog";
import { WebhookState } from "./state";
import { WebhookForm } from "./webhook-form";

type Webhook = Schemas["Webhook"];

const COLUMNS: readonly Column<Webhook>[] = [
  {
    name: "URL",
    cell: (webhook) => (
      <>
        <span className="font-medium break-all">{webhook.url}</span>
        {webhook.description && <span className="block text-ink-muted">{webhook.description}</span>}
      </>
    ),
  },
  {
    name: "Events sent",
    wide: true,
    cell: ({ events }) => {
      if (events.includes(EVERYTHING)) return "Everything";
      return events.length === 1 ? events[0] : `${events.length} types`;
    },
  },
  { name: "Since", wide: true, cell: (webhook) => <Day at={webhook.createdAt} /> },
  { name: "State", cell: (webhook) => <WebhookState webhook={webhook} /> },
];

export function WebhooksPage() {
  const { api, environment, mayWrite } = useSession();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<{ id: string; secret: string }>();
  const open = (id: string) => void navigate({ to: "/webhooks/$id", params: { id } as never });
  const paged = usePaged([environment, "webhooks"], (cursor) => api.webhooks.list({ limit: 50, cursor }));
  return (
    <Page
      title="Webhooks"
      description="Notify your servers about subscriptions, payments, low balances and more."
      actions={mayWrite && <CreateButton onClick={() => setCreating(true)}>Create webhook</CreateButton>}
    >
      <Card flush>
        <PagedTable
          label="Webhooks"
          paged={paged}
          columns={COLUMNS}
          rowKey={({ id }) => id}
          onOpen={({ id }) => open(id)}
          empty={<Empty title="No webhooks yet">Add a URL, and events are sent to it.</Empty>}
        />
      </Card>
      {creating && (
        <WebhookForm
          onClose={() => setCreating(false)}
          onSaved={({ id, secret }) => setCreated({ id, secret: secret! })}
        />
      )}
      {created && <SecretDialog secret={created.secret} onClose={() => open(created.id)} />}
    </Page>
  );
}
