import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Dialog } from "../../parts/dialog";
import { CheckField, TextArea, TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";

interface Props {
  /** For a new one, none. */
  readonly group: Schemas["PlanGroup"] | undefined;
  readonly onClose: () => void;
}

export function GroupForm({ group, onClose }: Props) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [name, setName] = useState(group?.name ?? "");
  const [description, setDescription] = useState(group?.description ?? "");
  const [isPublic, setPublic] = useState(group?.isPublic ?? true);
  const sending = useSending({
    send: () => {
      const body = { name, description: description || null, isPublic };
      return group ? api.planGroups.update({ id: group.id, ...body }) : api.planGroups.create(body);
    },
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: [environment, "plan-groups"] });
      toast.success(group ? "The group is changed." : "The group is created.");
      onClose();
    },
  });
  return (
    <Dialog title={group ? `Change ${group.name}` : "Create group"} open onOpenChange={onClose}>
      <Form
        sending={sending}
        action={group ? "Save" : "Create group"}
        fields={["name", "description"]}
        onCancel={onClose}
      >
        <TextField
          label="Name"
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={sending.errorAt("name")}
        />
        <TextArea
          label="Description"
          value={description}
          onChange={(event) => setDescription(event.target.value)}
          error={sending.errorAt("description")}
        />
        <CheckField
          label="Public"
          hint="Plans of a private group are hidden from lists of plans"
          checked={isPublic}
          onChange={(event) => setPublic(event.target.checked)}
        />
      </Form>
    </Dialog>
  );
}
