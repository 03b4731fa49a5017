/** How money is taken: by whom, when a subscription starts, and when it did not come. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Card } from "../../parts/card";
import { SelectField, TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";
import { Loaded } from "../../parts/states";
import { COLLECTION } from "./collection";
import { ProviderCard } from "./provider-card";

type Settings = Schemas["EnvironmentSettings"];

export function CollectionTab() {
  const { api, environment } = useSession();
  const query = useQuery({ queryKey: [environment, "settings"], queryFn: () => api.settings.get() });
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <ProviderCard />
      <Card title="Collection">
        <Loaded query={query}>
          {/* Another provider has another default. */}
          {(settings) => <CollectionForm key={settings.paymentProvider} settings={settings} />}
        </Loaded>
      </Card>
    </div>
  );
}

function CollectionForm({ settings }: { settings: Settings }) {
  const { api, environment, mayWrite } = useSession();
  const queryClient = useQueryClient();
  const [collection, setCollection] = useState(settings.collection);
  const [days, setDays] = useState(settings.paymentRetryDays.join(", "));
  const sending = useSending({
    send: async () => api.settings.update({ collection, paymentRetryDays: daysFromTyped(days) }),
    onDone: (saved) => {
      queryClient.setQueryData([environment, "settings"], saved);
      setDays(saved.paymentRetryDays.join(", "));
      toast.success("The settings are saved.");
    },
  });
  return (
    <Form sending={sending} action="Save" fields={["collection", "paymentRetryDays"]} disabled={!mayWrite}>
      <SelectField
        label="When a paid subscription is made"
        value={collection}
        disabled={!mayWrite}
        onChange={(event) => setCollection(event.target.value as Settings["collection"])}
        options={COLLECTION}
        error={sending.errorAt("collection")}
      />
      <TextField
        label="Days on which a payment is tried"
        hint="From the day of the invoice, which is 0. When the last has failed, the subscription is canceled."
        value={days}
        disabled={!mayWrite}
        onChange={(event) => setDays(event.target.value)}
        error={sending.errorAt("paymentRetryDays")}
      />
    </Form>
  );
}

/** @throws FieldError */
function daysFromTyped(text: string): number[] {
  const days = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (days.every((day) => /^\d{1,3}$/.test(day))) return days.map(Number);
  throw new FieldError("paymentRetryDays", "Type days with commas between them, such as 0, 1, 3, 5.");
}
