import { useState } from "react";
import { useAllFeatures } from "../../api/all-features";
import type { Schemas } from "../../api/schemas";
import { CheckField, SelectField } from "../../parts/field";
import { EditDialog } from "./edit/edit-dialog";
import { FeatureTermFields } from "./feature-term-fields";
import { pricedAs, termsFromTyped, typedTerms } from "./feature-terms";

type PlanFeature = Schemas["PlanFeature"];

interface Props {
  readonly plan: Schemas["Plan"];
  /** For one that is to be added, none. */
  readonly feature: PlanFeature | undefined;
  readonly onClose: () => void;
}

const FIELDS = [
  "featureId",
  "pricingMode",
  "margin",
  "rounding",
  "includedAmount",
  "overage.unitPrice",
  "creditsPerUnit",
  "maxSeats",
  "seatBilling",
];

export function PlanFeatureForm({ plan, feature, onClose }: Props) {
  const free = useFreeFeatures(plan, feature === undefined);
  const [chosen, setChosen] = useState<string>();
  const featureId = feature?.featureId ?? chosen ?? free?.[0]?.id;
  const type = feature?.type ?? free?.find(({ id }) => id === featureId)?.type;
  const [mode, setMode] = useState<PlanFeature["pricingMode"]>(feature?.pricingMode ?? "fixed");
  const pricingMode = type === "metered" && plan.consumptionModel === "balance" ? mode : "fixed";
  const [typed, setTyped] = useState(() => typedTerms(feature));
  const priced = pricedAs(plan, type, pricingMode);
  return (
    <EditDialog
      plan={plan}
      title={feature ? feature.name : "Add a feature"}
      said="The terms are saved."
      fields={FIELDS}
      disabled={!featureId}
      onClose={onClose}
      edit={() => {
        const terms = termsFromTyped(priced, typed);
        return feature
          ? { operation: "updatePlanFeature", featureId: feature.featureId, ...terms }
          : { operation: "addPlanFeature", featureId: featureId!, pricingMode, ...terms };
      }}
      instead={
        feature && {
          action: "Remove from plan…",
          edit: { operation: "removePlanFeature", featureId: feature.featureId },
          said: `${feature.name} is no longer in the plan.`,
        }
      }
    >
      {(sending) => (
        <>
          {!feature && (
            <SelectField
              label="Feature"
              value={featureId ?? ""}
              onChange={(event) => setChosen(event.target.value)}
              options={(free ?? []).map(({ id, name }) => [id, name] as const)}
              hint={free?.length === 0 ? "The plan already has all features." : undefined}
              error={sending.errorAt("featureId")}
            />
          )}
          {type === "metered" && (
            <SelectField
              label="Priced"
              disabled={feature !== undefined || plan.consumptionModel !== "balance"}
              hint={plan.consumptionModel === "balance" ? undefined : "By AI model: on plans of a balance"}
              value={pricingMode}
              onChange={(event) => setMode(event.target.value as typeof mode)}
              options={[
                ["fixed", "Fixed: per unit"],
                ["ai_model", "By AI model: token prices plus a margin"],
              ]}
              error={sending.errorAt("pricingMode")}
            />
          )}
          <FeatureTermFields
            priced={priced}
            typed={typed}
            onType={(changes) => setTyped({ ...typed, ...changes })}
            sending={sending}
          />
          <CheckField
            label="Enabled"
            checked={typed.enabled}
            onChange={(event) => setTyped({ ...typed, enabled: event.target.checked })}
          />
        </>
      )}
    </EditDialog>
  );
}

/** Those that are not in the plan; undefined while they load. */
function useFreeFeatures(plan: Schemas["Plan"], enabled: boolean): Schemas["Feature"][] | undefined {
  return useAllFeatures(enabled)?.filter(
    ({ id }) => !plan.features.some(({ featureId }) => featureId === id),
  );
}
