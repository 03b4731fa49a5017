import { useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Dialog } from "../../parts/dialog";
import { Form, useSending } from "../../parts/form";
import { PLAN_FIELDS, PlanFields, usePlanFields } from "./plan-fields";

interface Props {
  readonly onClose: () => void;
  readonly onCreated: (plan: Schemas["Plan"]) => void;
}

export function CreatePlan({ onClose, onCreated }: Props) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const fields = usePlanFields(undefined);
  const sending = useSending({
    send: () => api.plans.create({ ...fields.once, ...fields.changes }),
    onDone: (plan) => {
      for (const name of ["plans", "plan-groups"])
        void queryClient.invalidateQueries({ queryKey: [environment, name] });
      toast.success("The plan is created.");
      onClose();
      onCreated(plan);
    },
  });
  return (
    <Dialog title="Create plan" open onOpenChange={onClose}>
      <Form sending={sending} action="Create plan" fields={PLAN_FIELDS} onCancel={onClose}>
        <PlanFields plan={undefined} fields={fields} sending={sending} />
      </Form>
    </Dialog>
  );
}
