import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Dialog } from "../../parts/dialog";
import { CheckField, SelectField, TextArea } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { NameAndCode, useNameAndCode } from "../../parts/name-and-code";

type Plan = Schemas["Plan"];

const MODELS = [
  ["balance", "Balance: usage is taken from money, at once"],
  ["credits", "Credits: usage is taken from credits, at once"],
  ["metered", "Metered: usage is counted, and billed at the end"],
] as const;

interface Props {
  /** For a new one, none. */
  readonly plan?: Plan;
  readonly onClose: () => void;
  readonly onSaved: (plan: Plan) => void;
}

export function PlanForm({ plan, onClose, onSaved }: Props) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const named = useNameAndCode(plan);
  const [description, setDescription] = useState(plan?.description ?? "");
  const [consumptionModel, setModel] = useState<Plan["consumptionModel"]>(
    plan?.consumptionModel ?? "balance",
  );
  const [flags, setFlags] = useState({
    isPublic: plan?.isPublic ?? true,
    isFree: plan?.isFree ?? false,
    isDefault: plan?.isDefault ?? false,
    blockOnExhaustion: plan?.blockOnExhaustion ?? true,
    topupsSurviveReset: plan?.topupsSurviveReset ?? false,
  });
  const flag = (name: keyof typeof flags) => ({
    checked: flags[name],
    onChange: (event: { target: { checked: boolean } }) =>
      setFlags({ ...flags, [name]: event.target.checked }),
  });
  const isBalance = consumptionModel === "balance";
  const sending = useSending({
    send: () => {
      const { isFree, ...changeable } = flags;
      const shared = { name: named.name, description: description || null, ...changeable };
      return plan
        ? api.plans.update({ id: plan.id, ...shared })
        : api.plans.create({ code: named.code, consumptionModel, isFree, ...shared });
    },
    onDone: (saved) => {
      void queryClient.invalidateQueries({ queryKey: [environment, "plans"] });
      toast.success(plan ? "The plan is changed." : "The plan is created.");
      onClose();
      onSaved(saved);
    },
  });
  return (
    <Dialog title={plan ? `Change ${plan.name}` : "Create plan"} open onOpenChange={onClose}>
      <Form
        sending={sending}
        action={plan ? "Save" : "Create plan"}
        fields={["name", "code", "description", "consumptionModel"]}
        onCancel={onClose}
      >
        <NameAndCode named={named} sending={sending} />
        <SelectField
          label="Usage is paid for from"
          disabled={plan !== undefined}
          value={consumptionModel}
          onChange={(event) => setModel(event.target.value as Plan["consumptionModel"])}
          options={MODELS}
          error={sending.errorAt("consumptionModel")}
        />
        <TextArea
          label="Description"
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
        {isBalance && (
          <>
            <CheckField
              label="Block when the balance is used up"
              hint="Otherwise usage goes on, and is invoiced at the end of the period"
              {...flag("blockOnExhaustion")}
            />
            <CheckField
              label="Top-ups outlive the reset"
              hint="What was paid for on top stays when the month's balance is given anew"
              {...flag("topupsSurviveReset")}
            />
          </>
        )}
        {!plan && <CheckField label="Free" hint="Active at once, never invoiced" {...flag("isFree")} />}
        <CheckField label="Public" hint="Listed to customers" {...flag("isPublic")} />
        <CheckField label="Default" hint="The plan of a customer who chooses none" {...flag("isDefault")} />
      </Form>
    </Dialog>
  );
}
