import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { rateFromTyped, settlementFromTyped, typedFromRate, typedFromSettlement } from "../../money/money";
import { Dialog } from "../../parts/dialog";
import { CheckField, SelectField, TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";
import { Effect } from "./effect";

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
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
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
  const sending = useSending({
    send: async () => {
      const settlement = settlementFromTyped(amount, currency);
      if (settlement === undefined) throw new FieldError("price", "Type an amount, such as 29.00.");
      const given = isBalance ? rateFromTyped(included || "0") : Number(included || "0");
      if ((isBalance || isCredits) && (given === undefined || Number.isNaN(given)))
        throw new FieldError("included", "Type an amount, such as 10.");
      const terms = {
        price: settlement,
        trialDays: Number(trialDays || "0"),
        ...(isBalance ? { includedBalance: given } : {}),
        ...(isCredits ? { includedCredits: given } : {}),
      };
      return price
        ? api.plans.updatePrice({
            id: plan.id,
            priceId: price.id,
            ...terms,
            ...(isDefault ? { isDefault } : {}),
          })
        : api.plans.addPrice({ id: plan.id, billingInterval, isDefault, ...terms });
    },
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: [environment, "plans"] });
      toast.success("The price is saved.");
      onClose();
    },
  });
  const includedError = ["included", "includedBalance", "includedCredits"].map(sending.errorAt).find(Boolean);
  return (
    <Dialog title={price ? "Change the price" : "Add a price"} open onOpenChange={onClose}>
      <Form
        sending={sending}
        action="Save"
        fields={["price", "trialDays", "included", "includedBalance", "includedCredits", "billingInterval"]}
        onCancel={onClose}
      >
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
            error={includedError}
          />
        )}
        <TextField
          label="Days of trial"
          inputMode="numeric"
          value={trialDays}
          onChange={(event) => setTrialDays(event.target.value)}
          error={sending.errorAt("trialDays")}
        />
        <CheckField
          label="Default price"
          checked={isDefault}
          onChange={(event) => setDefault(event.target.checked)}
        />
        <Effect isNew={price === undefined} />
      </Form>
    </Dialog>
  );
}
