/** The fields of a plan: those that are there for ever, and those that can be changed. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { CheckField, SelectField, TextArea } from "../../parts/field";
import type { Sending } from "../../parts/form";
import { NameAndCode, useNameAndCode } from "../../parts/name-and-code";

type Plan = Schemas["Plan"];

const MODELS = [
  ["balance", "Balance: usage is deducted from money immediately"],
  ["credits", "Credits: usage is deducted from credits immediately"],
  ["metered", "Metered: usage is counted and billed at the end"],
] as const;

/** @param plan for a new one, none */
export function usePlanFields(plan: Plan | undefined) {
  const named = useNameAndCode(plan);
  const [typed, setTyped] = useState({
    description: plan?.description ?? "",
    consumptionModel: plan?.consumptionModel ?? ("balance" as Plan["consumptionModel"]),
    planGroupId: "",
    isPublic: plan?.isPublic ?? true,
    isFree: plan?.isFree ?? false,
    isDefault: plan?.isDefault ?? false,
    blockOnExhaustion: plan?.blockOnExhaustion ?? true,
    topupsSurviveReset: plan?.topupsSurviveReset ?? false,
  });
  const { description, isPublic, isDefault, blockOnExhaustion, topupsSurviveReset, ...once } = typed;
  const ofBalance = once.consumptionModel === "balance" ? { blockOnExhaustion, topupsSurviveReset } : {};
  return {
    named,
    typed,
    set: (changes: Partial<typeof typed>) => setTyped({ ...typed, ...changes }),
    /** What can be changed. */
    changes: { name: named.name, description: description || null, isPublic, isDefault, ...ofBalance },
    /** What is said once. */
    once: { code: named.code, ...once, planGroupId: once.planGroupId || undefined },
  };
}

interface Props {
  readonly plan: Plan | undefined;
  readonly fields: ReturnType<typeof usePlanFields>;
  readonly sending: Sending;
}

export const PLAN_FIELDS = ["name", "code", "description", "consumptionModel", "planGroupId"];

export function PlanFields({ plan, fields: { named, typed, set }, sending }: Props) {
  const flag = (name: "isPublic" | "isFree" | "isDefault" | "blockOnExhaustion" | "topupsSurviveReset") => ({
    checked: typed[name],
    onChange: (event: { target: { checked: boolean } }) => set({ [name]: event.target.checked }),
  });
  return (
    <>
      <NameAndCode named={named} sending={sending} />
      <SelectField
        label="Usage is paid for from"
        disabled={plan !== undefined}
        hint={plan && "Cannot be changed, because balances depend on it."}
        value={typed.consumptionModel}
        onChange={(event) => set({ consumptionModel: event.target.value as Plan["consumptionModel"] })}
        options={MODELS}
        error={sending.errorAt("consumptionModel")}
      />
      <TextArea
        label="Description"
        value={typed.description}
        onChange={(event) => set({ description: event.target.value })}
        error={sending.errorAt("description")}
      />
      {!plan && (
        <GroupField
          value={typed.planGroupId}
          onChange={(planGroupId) => set({ planGroupId })}
          error={sending.errorAt("planGroupId")}
        />
      )}
      {typed.consumptionModel === "balance" && (
        <>
          <CheckField
            label="Block when the balance is used up"
            hint="Otherwise usage continues and is invoiced at the end of the period"
            {...flag("blockOnExhaustion")}
          />
          <CheckField
            label="Top-ups survive resets"
            hint="Purchased balance stays when the monthly balance resets"
            {...flag("topupsSurviveReset")}
          />
        </>
      )}
      {!plan && <CheckField label="Free" hint="Active immediately, never invoiced" {...flag("isFree")} />}
      <CheckField label="Public" hint="Listed to customers" {...flag("isPublic")} />
      <CheckField label="Default" hint="Used when a customer does not choose a plan" {...flag("isDefault")} />
    </>
  );
}

interface GroupFieldProps {
  readonly value: string;
  readonly onChange: (planGroupId: string) => void;
  readonly error: string | undefined;
}

function GroupField({ value, onChange, error }: GroupFieldProps) {
  const { api, environment } = useSession();
  const { data } = useQuery({
    queryKey: [environment, "plan-groups", "all"],
    queryFn: async () => (await api.planGroups.list({ limit: 100 })).data,
  });
  return (
    <SelectField
      label="Group"
      hint="Customers may change between the plans of a group. This plan becomes the highest one."
      value={value}
      onChange={(event) => onChange(event.target.value)}
      options={[["", "None"], ...(data ?? []).map(({ id, name }) => [id, name] as const)]}
      error={error}
    />
  );
}
