import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Dialog } from "../../parts/dialog";
import { TextArea, TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { ADDRESS, addressField, changesOf, TEXTS, type TypedCustomer, typedOf } from "./customer-fields";

const LABELS: Readonly<Record<keyof TypedCustomer, string>> = {
  fullName: "Name",
  email: "E-mail",
  externalId: "Your id",
  taxDocument: "Tax document",
  timezone: "Timezone",
  "address.line1": "Address",
  "address.line2": "Second line",
  "address.postalCode": "Postal code",
  "address.city": "City",
  "address.state": "State",
  "address.region": "Region",
  "address.country": "Country",
  metadata: "Metadata",
};
const HINTS: Partial<Record<keyof TypedCustomer, string>> = {
  externalId: "As your code names this customer: events are sent by it",
  timezone: "Such as Europe/Berlin",
  "address.country": "Two letters, such as US",
  metadata: 'JSON, such as {"team": "growth"}',
};
const ALL = Object.keys(LABELS) as (keyof TypedCustomer)[];

interface Props {
  readonly customer: Schemas["Customer"];
  readonly onClose: () => void;
}

export function EditCustomer({ customer, onClose }: Props) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState(() => typedOf(customer));
  const sending = useSending({
    send: async () => {
      const changes = changesOf(customer, typed);
      return changes && api.customers.update({ id: customer.id, ...changes });
    },
    onDone: (saved) => {
      if (saved) {
        void queryClient.invalidateQueries({ queryKey: [environment, "customers"] });
        toast.success("The customer is changed.");
      }
      onClose();
    },
  });
  const field = (name: keyof TypedCustomer) => ({
    label: LABELS[name],
    hint: HINTS[name],
    value: typed[name],
    onChange: ({ target }: { target: { value: string } }) => setTyped({ ...typed, [name]: target.value }),
    error: sending.errorAt(name),
  });
  return (
    <Dialog
      title="Edit the customer"
      description="Invoices that were finalized keep the name and address that they were written with."
      open
      onOpenChange={onClose}
    >
      <Form sending={sending} action="Save" fields={ALL} onCancel={onClose}>
        {TEXTS.map((name) => (
          <TextField key={name} {...field(name)} autoFocus={name === TEXTS[0]} />
        ))}
        <div className="grid grid-cols-2 gap-3">
          {ADDRESS.map((name) => (
            <TextField key={name} {...field(addressField(name))} />
          ))}
        </div>
        <TextArea {...field("metadata")} className="font-mono" />
      </Form>
    </Dialog>
  );
}
