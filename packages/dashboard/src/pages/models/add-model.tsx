/** A model that the catalog does not know: one that runs at your own, or was trained for you. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { modelParts } from "./model-parts";
import { PriceFields } from "./price-fields";
import { NO_PRICES, priceFieldNames, pricesFromTyped } from "./typed-prices";

interface Props {
  /** As code sends it, where that is known. */
  readonly name?: string | undefined;
  readonly onClose: () => void;
}

export function AddModel({ name = "", onClose }: Props) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const asSent = modelParts(name);
  const [provider, setProvider] = useState(asSent.provider);
  const [modelId, setModelId] = useState(asSent.modelId);
  const [typed, setTyped] = useState(NO_PRICES);
  const sending = useSending({
    send: async () =>
      api.models.create({
        provider: provider.trim(),
        modelId: modelId.trim(),
        price: pricesFromTyped(typed, "price."),
      }),
    onDone: (model) => {
      void queryClient.invalidateQueries({ queryKey: [environment, "models"] });
      toast.success(`${model.provider}/${model.modelId} has a price, at all times.`);
      onClose();
    },
  });
  return (
    <Dialog
      title="Add a model"
      description="A model that is not in the catalog, for this environment only. Prices are in USD per million tokens and apply to all times, so usage that was refused without them can be replayed."
      open
      onOpenChange={onClose}
    >
      <Form
        sending={sending}
        action="Add model"
        fields={["provider", "modelId", ...priceFieldNames(typed, "price.")]}
        onCancel={onClose}
      >
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label="Provider"
            placeholder="acme"
            autoFocus
            value={provider}
            onChange={({ target }) => setProvider(target.value)}
            error={sending.errorAt("provider")}
          />
          <TextField
            label="Model"
            placeholder="llama-4-tuned"
            value={modelId}
            onChange={({ target }) => setModelId(target.value)}
            error={sending.errorAt("modelId")}
          />
        </div>
        <PriceFields typed={typed} onType={setTyped} sending={sending} within="price." />
      </Form>
    </Dialog>
  );
}
