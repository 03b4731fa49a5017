import type { Schemas } from "../../api/schemas";
import { PLAN_FIELDS, PlanFields, usePlanFields } from "../plans/plan-fields";
import { EditDialog } from "./edit/edit-dialog";

export function ChangePlan({ plan, onClose }: { plan: Schemas["Plan"]; onClose: () => void }) {
  const fields = usePlanFields(plan);
  return (
    <EditDialog
      plan={plan}
      title={`Change ${plan.name}`}
      said="The plan is changed."
      fields={PLAN_FIELDS}
      edit={() => ({ operation: "updatePlan", ...fields.changes })}
      onClose={onClose}
    >
      {(sending) => <PlanFields plan={plan} fields={fields} sending={sending} />}
    </EditDialog>
  );
}
