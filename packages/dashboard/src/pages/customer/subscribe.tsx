import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { Dialog } from "../../parts/dialog";
import { SelectField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { useAllPlans } from "../plans/all-plans";
import { useRefresh } from "./refresh";

export function Subscribe({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { api } = useSession();
  const refresh = useRefresh();
  const plans = useAllPlans();
  const [chosen, setChosen] = useState<string>();
  const planId = chosen ?? plans?.[0]?.id;
  const sending = useSending({
    send: () => api.subscriptions.create({ customerId, planId }),
    onDone: () => {
      refresh();
      toast.success("The subscription is created.");
      onClose();
    },
  });
  return (
    <Dialog title="Subscribe" open onOpenChange={onClose}>
      <Form sending={sending} action="Subscribe" fields={["planId"]} onCancel={onClose} disabled={!planId}>
        <SelectField
          label="Plan"
          value={planId}
          onChange={(event) => setChosen(event.target.value)}
          options={(plans ?? []).map((plan) => [plan.id, plan.name])}
          error={sending.errorAt("planId")}
          hint={plans?.length === 0 ? "There are no plans yet." : undefined}
        />
      </Form>
    </Dialog>
  );
}
