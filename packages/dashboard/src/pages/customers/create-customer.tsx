import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";

interface Props {
  readonly onClose: () => void;
  readonly onCreated: (id: string) => void;
}

export function CreateCustomer({ onClose, onCreated }: Props) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [fields, setFields] = useState({ id: "", email: "", fullName: "" });
  const set = (name: keyof typeof fields) => (event: { target: { value: string } }) =>
    setFields({ ...fields, [name]: event.target.value });
  const sending = useSending({
    send: () =>
      api.customers.create({
        id: fields.id || undefined,
        email: fields.email || undefined,
        fullName: fields.fullName || undefined,
      }),
    onDone: (customer) => {
      void queryClient.invalidateQueries({ queryKey: [environment, "customers"] });
      toast.success("The customer is created.");
      onCreated(customer.id);
    },
  });
  return (
    <Dialog title="Create customer" open onOpenChange={onClose}>
      <Form
        sending={sending}
        action="Create customer"
        fields={["id", "email", "fullName"]}
        onCancel={onClose}
      >
        <TextField
          label="Your id"
          hint="The id in your code, such as user_123"
          autoFocus
          value={fields.id}
          onChange={set("id")}
          error={sending.errorAt("id")}
        />
        <TextField
          label="Name"
          value={fields.fullName}
          onChange={set("fullName")}
          error={sending.errorAt("fullName")}
        />
        <TextField
          label="E-mail"
          type="email"
          value={fields.email}
          onChange={set("email")}
          error={sending.errorAt("email")}
        />
      </Form>
    </Dialog>
  );
}
