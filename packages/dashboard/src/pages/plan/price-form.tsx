import { useState } from "react";
import type { Schemas } from "../../api/schemas";
import { rateFromTyped, settlementFromTyped, typedFromRate, typedFromSettlement } from "../../money/money";
import { CheckField, SelectField, TextField } from "../../parts/field";
import { FieldError } from "../../parts/form";
import { EditDialog } from "./edit/edit-dialog";

const INTERVALS = [
  ["weekly", "Weekly"],
  ["monthly", "Monthly"],
  ["quarterly", "Quarterly"],
  ["yearly", "Yearly"],
] as const;

interface Props {
  readonly plan: Schemas["Plan"];
  /** For a new one, none. */
  readonly price: Schemas["PlanPrice"] | undefined;
  readonly onClose: () => void;
}

export function PriceForm({ plan, price, onClose }: Props) {
  const currency = price?.currency ?? "USD";
  const [billingInterval, setInterval] = useState<Schemas["PlanPrice"]["billingInterval"]>(
    price?.billingInterval ?? "monthly",
  );
  const [amount, setAmount] = useState(price ? typedFromSettlement(price.price, currency) : "");
  const [trialDays, setTrialDays] = useState(String(price?.trialDays ?? 0));
  const [included, setIncluded] = useState(() => {
    if (price?.includedBalance != null) return typedFromRate(price.includedBalance);
    return price?.includedCredits != null ? String(price.includedCredits) : "";
  });
  const [isDefault, setDefault] = useState(price?.isDefault ?? plan.prices.length === 0);
  const isBalance = plan.consumptionModel === "balance";
  const isCredits = plan.consumptionModel === "credits";
  const terms = () => {
    const settlement = settlementFromTyped(amount, currency);
    if (settlement === undefined) throw new FieldError("price", "Enter an amount, such as 29.00.");
    if (!/^\d*$/.test(trialDays)) throw new FieldError("trialDays", "Enter a number of days.");
    const given = isBalance ? rateFromTyped(included || "0") : Number(included || "0");
    if ((isBalance || isCredits) && (given === undefined || Number.isNaN(given)))
      throw new FieldError("included", "Enter an amount, such as 10.");
    return {
      price: settlement,
      trialDays: Number(trialDays || "0"),
      ...(isBalance ? { includedBalance: given } : {}),
      ...(isCredits ? { includedCredits: given } : {}),
    };
  };
  return (
    <EditDialog
      plan={plan}
      title={price ? "Change the price" : "Add a price"}
      said="The price is saved."
      fields={["price", "trialDays", "included", "includedBalance", "includedCredits", "billingInterval"]}
      onClose={onClose}
      edit={() =>
        price
          ? {
              operation: "updatePlanPrice",
              priceId: price.id,
              ...terms(),
              ...(isDefault ? { isDefault } : {}),
            }
          : { operation: "createPlanPrice", billingInterval, isDefault, ...terms() }
      }
      instead={
        price && {
          action: "Take off sale…",
          edit: { operation: "deletePlanPrice", priceId: price.id },
          said: "This price is no longer on sale.",
        }
      }
    >
      {(sending) => (
        <>
          <SelectField
            label="Interval"
            disabled={price !== undefined}
            value={billingInterval}
            onChange={(event) => setInterval(event.target.value as typeof billingInterval)}
            options={INTERVALS}
            error={sending.errorAt("billingInterval")}
          />
          <TextField
            label={`Price (${currency})`}
            inputMode="decimal"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
            error={sending.errorAt("price")}
          />
          {(isBalance || isCredits) && (
            <TextField
              label={isBalance ? `Balance each month (${currency})` : "Credits each month"}
              inputMode="decimal"
              value={included}
              onChange={(event) => setIncluded(event.target.value)}
              error={["included", "includedBalance", "includedCredits"].map(sending.errorAt).find(Boolean)}
            />
          )}
          <TextField
            label="Trial days"
            hint="Before the first payment. Usage beyond the included amounts is refused"
            inputMode="numeric"
            value={trialDays}
            onChange={(event) => setTrialDays(event.target.value)}
            error={sending.errorAt("trialDays")}
          />
          <CheckField
            label="Default price"
            hint="Used when no interval is chosen"
            checked={isDefault}
            onChange={(event) => setDefault(event.target.checked)}
          />
        </>
      )}
    </EditDialog>
  );
}
