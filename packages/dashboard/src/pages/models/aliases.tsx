import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Code } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { Empty } from "../../parts/states";
import { PagedTable, RowActions } from "../../parts/table";

/** @param asked what is to be given a name, where something led here for that */
export function Aliases({ asked }: { asked: string | undefined }) {
  const { api, environment, mayWrite } = useSession();
  const [creating, setCreating] = useState(asked !== undefined);
  const paged = usePaged([environment, "aliases"], (cursor) =>
    api.models.aliases.list({ limit: 50, cursor }),
  );
  const remove = useChange({
    change: (id: string) => api.models.aliases.delete({ id }),
    concerns: [[environment, "aliases"]],
  });
  return (
    <Card
      flush
      title="Your own names for models"
      actions={mayWrite && <Button onClick={() => setCreating(true)}>Add a name</Button>}
    >
      <PagedTable
        label="Your own names"
        paged={paged}
        rowKey={({ id }) => id}
        columns={[
          { name: "Your code sends", cell: ({ alias }) => <Code>{alias}</Code> },
          { name: "It is priced as", cell: ({ model }) => <Code>{model}</Code> },
          {
            name: "Actions",
            figure: true,
            cell: ({ id }) =>
              mayWrite && (
                <RowActions>
                  <Button look="quiet" onClick={() => remove.mutate(id)}>
                    Remove
                  </Button>
                </RowActions>
              ),
          },
        ]}
        empty={
          <Empty title="No names of your own">
            Give a model another name where your code calls it by one.
          </Empty>
        }
      />
      {creating && <CreateAlias asked={asked} onClose={() => setCreating(false)} />}
    </Card>
  );
}

function CreateAlias({ asked = "", onClose }: { asked: string | undefined; onClose: () => void }) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [alias, setAlias] = useState(asked);
  const [model, setModel] = useState("");
  const sending = useSending({
    send: () => api.models.aliases.create({ alias, model }),
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: [environment, "aliases"] });
      onClose();
    },
  });
  return (
    <Dialog title="Add a name" open onOpenChange={onClose}>
      <Form sending={sending} action="Add" fields={["alias", "model"]} onCancel={onClose}>
        <TextField
          label="Your code sends"
          placeholder="my-fast-model"
          autoFocus
          value={alias}
          onChange={(event) => setAlias(event.target.value)}
          error={sending.errorAt("alias")}
        />
        <TextField
          label="It is priced as"
          placeholder="openai/gpt-4o-mini"
          value={model}
          onChange={(event) => setModel(event.target.value)}
          error={sending.errorAt("model")}
        />
      </Form>
    </Dialog>
  );
}
