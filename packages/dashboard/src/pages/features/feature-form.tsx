import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Dialog } from "../../parts/dialog";
import { SelectField, TextArea, TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { NameAndCode, useNameAndCode } from "../../parts/name-and-code";

type Feature = Schemas["Feature"];

const TYPES = [
  ["metered", "Metered: billed by usage"],
  ["boolean", "Boolean: included or not"],
  ["seats", "Seats: billed per person"],
] as const;

/** Without a feature, for a new one. Code and type are for ever, so they can be set once. */
export function FeatureForm({ feature, onClose }: { feature: Feature | undefined; onClose: () => void }) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const named = useNameAndCode(feature);
  const [type, setType] = useState<Feature["type"]>(feature?.type ?? "metered");
  const [description, setDescription] = useState(feature?.description ?? "");
  const [unitName, setUnitName] = useState(feature?.unitName ?? "");
  const sending = useSending({
    send: () => {
      const texts = { name: named.name, description: description || null, unitName: unitName || null };
      return feature
        ? api.features.update({ code: feature.code, ...texts })
        : api.features.create({ code: named.code, type, ...texts });
    },
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: [environment, "features"] });
      toast.success(feature ? "The feature is changed." : "The feature is created.");
      onClose();
    },
  });
  return (
    <Dialog title={feature ? feature.name : "Create feature"} open onOpenChange={onClose}>
      <Form
        sending={sending}
        action={feature ? "Save" : "Create feature"}
        fields={["name", "code", "type", "unitName", "description"]}
        onCancel={onClose}
      >
        <NameAndCode named={named} sending={sending} />
        <SelectField
          label="Type"
          disabled={feature !== undefined}
          value={type}
          onChange={(event) => setType(event.target.value as Feature["type"])}
          options={TYPES}
          error={sending.errorAt("type")}
        />
        <TextField
          label="Unit name"
          hint="Such as call, GB or minute"
          value={unitName}
          onChange={(event) => setUnitName(event.target.value)}
          error={sending.errorAt("unitName")}
        />
        <TextArea
          label="Description"
          value={description}
          onChange={(event) => setDescription(event.target.value)}
          error={sending.errorAt("description")}
        />
      </Form>
    </Dialog>
  );
}
