import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { settlementFromTyped, typedFromSettlement } from "../../money/money";
import { Dialog } from "../../parts/dialog";
import { TextArea, TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";

interface Props {
  /** For a new one, none. */
  readonly pack: Schemas["CreditPack"] | undefined;
  readonly onClose: () => void;
}

export function PackForm({ pack, onClose }: Props) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [name, setName] = useState(pack?.name ?? "");
  const [description, setDescription] = useState(pack?.description ?? "");
  const [credits, setCredits] = useState(pack ? String(pack.credits) : "");
  const [currency, setCurrency] = useState(pack?.currency ?? "USD");
  const [typed, setTyped] = useState(pack ? typedFromSettlement(pack.price, pack.currency) : "");
  const sending = useSending({
    send: async () => {
      const price = settlementFromTyped(typed, currency);
      if (price === undefined) throw new FieldError("price", "Enter an amount, such as 19.00.");
      const terms = { name, description: description || null, credits: Number(credits), price };
      if (!Number.isFinite(terms.credits)) throw new FieldError("credits", "Enter a number, such as 1000.");
      return pack
        ? api.creditPacks.update({ id: pack.id, ...terms })
        : api.creditPacks.create({ ...terms, currency });
    },
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: [environment, "credit-packs"] });
      toast.success(pack ? "The pack is changed for future purchases." : "The pack is created.");
      onClose();
    },
  });
  return (
    <Dialog title={pack ? `Change ${pack.name}` : "Create pack"} open onOpenChange={onClose}>
      <Form
        sending={sending}
        action={pack ? "Save" : "Create pack"}
        fields={["name", "description", "credits", "price", "currency"]}
        onCancel={onClose}
      >
        <TextField
          label="Name"
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={sending.errorAt("name")}
        />
        <TextField
          label="Credits"
          inputMode="decimal"
          value={credits}
          onChange={(event) => setCredits(event.target.value.replaceAll(",", ""))}
          error={sending.errorAt("credits")}
        />
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label="Price"
            inputMode="decimal"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={sending.errorAt("price")}
          />
          <TextField
            label="Currency"
            disabled={pack !== undefined}
            value={currency}
            onChange={(event) => setCurrency(event.target.value.toUpperCase())}
            error={sending.errorAt("currency")}
          />
        </div>
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
