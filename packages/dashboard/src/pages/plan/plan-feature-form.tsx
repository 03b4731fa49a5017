import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { basisPointsFromTyped, formatNumber, rateFromTyped, typedFromRate } from "../../money/money";
import { Dialog } from "../../parts/dialog";
import { CheckField, SelectField, TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";
import { Effect } from "./effect";

type PlanFeature = Schemas["PlanFeature"];

interface Props {
  readonly plan: Schemas["Plan"];
  /** For one that is to be added, none. */
  readonly feature: PlanFeature | undefined;
  readonly onClose: () => void;
}

export function PlanFeatureForm({ plan, feature, onClose }: Props) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const { data: features } = useQuery({
    queryKey: [environment, "features", "all"],
    queryFn: async () => (await api.features.list({ limit: 100 })).data,
    enabled: feature === undefined,
  });
  const free = (features ?? []).filter(({ id }) => !plan.features.some(({ featureId }) => featureId === id));
  const [chosen, setChosen] = useState<string>();
  const featureId = feature?.featureId ?? chosen ?? free[0]?.id;
  const type = feature?.type ?? free.find(({ id }) => id === featureId)?.type;
  const [pricingMode, setMode] = useState<PlanFeature["pricingMode"]>(feature?.pricingMode ?? "fixed");
  const [margin, setMargin] = useState(feature?.margin == null ? "" : String(feature.margin / 100));
  const [rounding, setRounding] = useState<PlanFeature["rounding"]>(feature?.rounding ?? "ceil");
  const [included, setIncluded] = useState(feature ? String(feature.includedAmount) : "0");
  const [unlimited, setUnlimited] = useState(feature?.unlimited ?? false);
  const [overage, setOverage] = useState(feature?.overage.enabled ?? false);
  const [unitPrice, setUnitPrice] = useState(
    feature?.overage.unitPrice == null ? "" : typedFromRate(feature.overage.unitPrice),
  );
  const [creditsPerUnit, setCredits] = useState(
    feature?.creditsPerUnit == null ? "" : formatNumber(feature.creditsPerUnit),
  );
  const [enabled, setEnabled] = useState(feature?.enabled ?? true);
  const isAi = pricingMode === "ai_model";
  const isMetered = type === "metered";
  const model = plan.consumptionModel;

  const terms = () => {
    if (!isMetered) return { enabled };
    if (isAi) {
      const basisPoints = basisPointsFromTyped(margin || "0");
      if (basisPoints === undefined) throw new FieldError("margin", "Type a percentage, such as 20.");
      return { enabled, margin: basisPoints, rounding };
    }
    if (model === "credits") return { enabled, creditsPerUnit: number("creditsPerUnit", creditsPerUnit) };
    const price = unitPrice ? rateFromTyped(unitPrice) : undefined;
    if (unitPrice && price === undefined)
      throw new FieldError("overage.unitPrice", "Type an amount, such as 0.01.");
    const asked = model === "balance" || overage;
    return {
      enabled,
      ...(model === "metered" ? { includedAmount: number("includedAmount", included), unlimited } : {}),
      overage: { enabled: asked, ...(price === undefined ? {} : { unitPrice: price }) },
    };
  };
  const sending = useSending({
    send: async () =>
      feature
        ? api.plans.updateFeature({ id: plan.id, featureId: feature.featureId, ...terms() })
        : api.plans.addFeature({ id: plan.id, featureId: featureId!, pricingMode, ...terms() }),
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: [environment, "plans"] });
      toast.success("The terms are saved.");
      onClose();
    },
  });
  return (
    <Dialog title={feature ? feature.name : "Add a feature"} open onOpenChange={onClose}>
      <Form
        sending={sending}
        action="Save"
        disabled={!featureId}
        fields={[
          "featureId",
          "margin",
          "includedAmount",
          "overage.unitPrice",
          "creditsPerUnit",
          "pricingMode",
        ]}
        onCancel={onClose}
      >
        {!feature && (
          <SelectField
            label="Feature"
            value={featureId ?? ""}
            onChange={(event) => setChosen(event.target.value)}
            options={free.map(({ id, name }) => [id, name] as const)}
            hint={features && free.length === 0 ? "All features are in the plan." : undefined}
            error={sending.errorAt("featureId")}
          />
        )}
        {isMetered && (
          <SelectField
            label="Priced"
            disabled={feature !== undefined}
            value={pricingMode}
            onChange={(event) => setMode(event.target.value as typeof pricingMode)}
            options={[
              ["fixed", "Fixed: by unit"],
              ["ai_model", "By AI model: its tokens, and a margin"],
            ]}
            error={sending.errorAt("pricingMode")}
          />
        )}
        {isMetered && isAi && (
          <>
            <TextField
              label="Margin (%)"
              inputMode="decimal"
              hint="On what the provider asks: 20 makes $1.00 into $1.20"
              value={margin}
              onChange={(event) => setMargin(event.target.value)}
              error={sending.errorAt("margin")}
            />
            <SelectField
              label="Rounding"
              value={rounding}
              onChange={(event) => setRounding(event.target.value as typeof rounding)}
              options={[
                ["ceil", "Each part up to $0.0001"],
                ["exact", "Exact, to a nano: for many small calls"],
              ]}
            />
          </>
        )}
        {isMetered && !isAi && model === "credits" && (
          <TextField
            label="Credits for one unit"
            inputMode="decimal"
            value={creditsPerUnit}
            onChange={(event) => setCredits(event.target.value)}
            error={sending.errorAt("creditsPerUnit")}
          />
        )}
        {isMetered && !isAi && model === "metered" && (
          <>
            <TextField
              label="Included each month"
              inputMode="decimal"
              disabled={unlimited}
              value={included}
              onChange={(event) => setIncluded(event.target.value)}
              error={sending.errorAt("includedAmount")}
            />
            <CheckField
              label="Unlimited"
              checked={unlimited}
              onChange={(event) => setUnlimited(event.target.checked)}
            />
            <CheckField
              label="More than included is billed"
              hint="Otherwise it is refused"
              checked={overage}
              onChange={(event) => setOverage(event.target.checked)}
            />
          </>
        )}
        {isMetered && !isAi && model !== "credits" && (model === "balance" || overage) && (
          <TextField
            label="Price of one unit (USD)"
            inputMode="decimal"
            value={unitPrice}
            onChange={(event) => setUnitPrice(event.target.value)}
            error={sending.errorAt("overage.unitPrice")}
          />
        )}
        <CheckField
          label="Enabled"
          checked={enabled}
          onChange={(event) => setEnabled(event.target.checked)}
        />
        <Effect isNew={feature === undefined} />
      </Form>
    </Dialog>
  );
}

/** @throws FieldError */
function number(field: string, text: string): number {
  const value = Number(text.replaceAll(",", "") || "0");
  if (Number.isFinite(value) && value >= 0) return value;
  throw new FieldError(field, "Type a number.");
}
