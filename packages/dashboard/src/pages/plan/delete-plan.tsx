/** Takes a plan off sale for good: what its subscriptions do is chosen, and said before it is done. */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { sendEdit } from "../../api/plan-edits";
import type { Schemas } from "../../api/schemas";
import { Dialog } from "../../parts/dialog";
import { SelectField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { Loading, messageOf } from "../../parts/states";
import { useAllPlans } from "../plans/all-plans";
import { Subscribers } from "./edit/preview";

export function DeletePlan({ plan, onClose }: { plan: Schemas["Plan"]; onClose: () => void }) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [migrateTo, setMigrateTo] = useState("");
  const edit = { operation: "deletePlan" as const, ...(migrateTo ? { migrateTo } : {}) };
  const preview = useQuery({
    queryKey: [environment, "plan-edit", plan.id, edit],
    queryFn: () => api.plans.previewEdit({ id: plan.id, ...edit }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
  });
  const sending = useSending({
    send: () => sendEdit(api, plan.id, edit),
    onDone: () => {
      toast.success(`${plan.name} is deleted.`);
      onClose();
      void navigate({ to: "/plans" });
      for (const name of ["plans", "plan-groups"])
        void queryClient.invalidateQueries({ queryKey: [environment, name] });
    },
  });
  const heirs = (useAllPlans() ?? []).filter(
    ({ id, consumptionModel }) => id !== plan.id && consumptionModel === plan.consumptionModel,
  );
  const refused = preview.error as (Error & { param?: string }) | null;
  return (
    <Dialog
      title={`Delete ${plan.name}?`}
      description="Nobody can subscribe to it any more. Existing subscribers keep it until their renewal."
      open
      onOpenChange={onClose}
    >
      <Form
        sending={sending}
        action="Delete plan"
        look="danger"
        fields={["migrateTo"]}
        disabled={!preview.data || preview.isPlaceholderData || refused !== null}
        onCancel={onClose}
      >
        <SelectField
          label="At their renewal, its subscriptions"
          value={migrateTo}
          onChange={(event) => setMigrateTo(event.target.value)}
          options={[["", "End"], ...heirs.map(({ id, name }) => [id, `Move to ${name}`] as const)]}
          hint="Plans with the same consumption model. The plan needs a price for each interval and currency of this one."
          error={sending.errorAt("migrateTo") ?? (refused ? messageOf(refused) : undefined)}
        />
        <div aria-live="polite">
          {!preview.data && !refused && <Loading rows={2} />}
          {preview.data && !refused && (
            <div className="text-sm">
              <Subscribers preview={preview.data} />
            </div>
          )}
        </div>
      </Form>
    </Dialog>
  );
}
