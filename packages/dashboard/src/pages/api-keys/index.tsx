import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Confirm } from "../../parts/confirm";
import { Code, Snippet } from "../../parts/copy";
import { CreateButton } from "../../parts/create-button";
import { Dialog } from "../../parts/dialog";
import { SelectField, TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { Page } from "../../parts/page";
import { Empty } from "../../parts/states";
import { type Column, PagedTable, RowActions } from "../../parts/table";
import { Day } from "../../parts/time";

type ApiKey = Schemas["ApiKey"];

const SCOPES = [
  ["full", "Full: everything"],
  ["ingest", "Ingest: track and check usage"],
  ["read", "Read"],
] as const;

export function ApiKeysPage() {
  const { api, environment } = useSession();
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<string>();
  const [revoking, setRevoking] = useState<ApiKey>();
  const paged = usePaged([environment, "api-keys"], (cursor) => api.apiKeys.list({ limit: 50, cursor }));
  const columns: readonly Column<ApiKey>[] = [
    { name: "Name", cell: (key) => <span className="font-medium">{key.name}</span> },
    { name: "Key", cell: (key) => <Code>{`${key.prefix}…`}</Code> },
    { name: "Scope", cell: (key) => <Badge>{key.scope}</Badge> },
    {
      name: "Last used",
      wide: true,
      cell: (key) => (key.lastUsedAt ? <Day at={key.lastUsedAt} /> : "Never"),
    },
    { name: "Expires", wide: true, cell: (key) => (key.expiresAt ? <Day at={key.expiresAt} /> : "Never") },
    {
      name: "State",
      figure: true,
      cell: (key) =>
        key.revokedAt ? (
          <Badge>revoked</Badge>
        ) : (
          <RowActions>
            <Button look="quiet" onClick={() => setRevoking(key)}>
              Revoke
            </Button>
          </RowActions>
        ),
    },
  ];
  return (
    <Page
      title="API keys"
      description={`Your servers authenticate with these keys, in ${environment}.`}
      actions={<CreateButton onClick={() => setCreating(true)}>Create key</CreateButton>}
    >
      <Card flush>
        <PagedTable
          label="API keys"
          paged={paged}
          columns={columns}
          rowKey={({ id }) => id}
          empty={<Empty title="No keys yet">Create one for each program that uses the API.</Empty>}
        />
      </Card>
      {creating && (
        <CreateKey
          onClose={() => setCreating(false)}
          onCreated={(key) => {
            setCreating(false);
            setCreated(key);
          }}
        />
      )}
      {created && (
        <Dialog
          title="Your new key"
          description="This is the only time it is shown. Store it with your other secrets."
          open
          onOpenChange={() => setCreated(undefined)}
        >
          <Snippet label="key" code={created} />
        </Dialog>
      )}
      {revoking && (
        <Confirm
          title={`Revoke ${revoking.name}?`}
          description="Programs that use it are refused within a second. This cannot be undone."
          action="Revoke"
          send={() => api.apiKeys.delete({ id: revoking.id })}
          said="The key is revoked."
          concerns={[[environment, "api-keys"]]}
          onClose={() => setRevoking(undefined)}
        />
      )}
    </Page>
  );
}

function CreateKey({ onClose, onCreated }: { onClose: () => void; onCreated: (key: string) => void }) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [scope, setScope] = useState<ApiKey["scope"]>("full");
  const [days, setDays] = useState("");
  const sending = useSending({
    send: () => api.apiKeys.create({ name, scope, expiresInDays: days ? Number(days) : undefined }),
    onDone: ({ key }) => {
      void queryClient.invalidateQueries({ queryKey: [environment, "api-keys"] });
      onCreated(key);
    },
  });
  return (
    <Dialog title="Create key" open onOpenChange={onClose}>
      <Form
        sending={sending}
        action="Create key"
        fields={["name", "scope", "expiresInDays"]}
        onCancel={onClose}
      >
        <TextField
          label="Name"
          hint="What the key is for"
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={sending.errorAt("name")}
        />
        <SelectField
          label="Scope"
          value={scope}
          onChange={(event) => setScope(event.target.value as ApiKey["scope"])}
          options={SCOPES}
        />
        <TextField
          label="Days until it expires"
          hint="Leave empty for never"
          inputMode="numeric"
          value={days}
          onChange={(event) => setDays(event.target.value)}
          error={sending.errorAt("expiresInDays")}
        />
      </Form>
    </Dialog>
  );
}
