/** The fields for the terms of a feature in a plan: those that mean something for it. */
import { CheckField, SelectField, TextField } from "../../parts/field";
import type { Sending } from "../../parts/form";
import type { Priced, TypedTerms } from "./feature-terms";

interface Props {
  readonly priced: Priced;
  readonly typed: TypedTerms;
  readonly onType: (changes: Partial<TypedTerms>) => void;
  readonly sending: Sending;
}

export function FeatureTermFields(props: Props) {
  const { priced, typed } = props;
  const isCounted = priced === "counted" || priced === "seats";
  const isSold = priced === "from_balance" || (isCounted && typed.overage && !typed.unlimited);
  return (
    <>
      {priced === "by_model" && <ModelFields {...props} />}
      {priced === "in_credits" && <CreditsField {...props} />}
      {isCounted && <IncludedFields {...props} />}
      {isSold && <UnitPriceField {...props} />}
      {priced === "seats" && <SeatFields {...props} />}
    </>
  );
}

const ModelFields = ({ typed, onType, sending }: Props) => (
  <>
    <TextField
      label="Margin (%)"
      inputMode="decimal"
      hint="Added to the provider's price: 20 turns $1.00 into $1.20"
      value={typed.margin}
      onChange={(event) => onType({ margin: event.target.value })}
      error={sending.errorAt("margin")}
    />
    <SelectField
      label="Rounding"
      value={typed.rounding}
      onChange={(event) => onType({ rounding: event.target.value as TypedTerms["rounding"] })}
      options={[
        ["ceil", "Each part up to $0.0001"],
        ["exact", "Exact to 10^-9: for many small calls"],
      ]}
      error={sending.errorAt("rounding")}
    />
  </>
);

const CreditsField = ({ typed, onType, sending }: Props) => (
  <TextField
    label="Credits per unit"
    inputMode="decimal"
    value={typed.creditsPerUnit}
    onChange={(event) => onType({ creditsPerUnit: event.target.value })}
    error={sending.errorAt("creditsPerUnit")}
  />
);

function IncludedFields({ priced, typed, onType, sending }: Props) {
  const areSeats = priced === "seats";
  return (
    <>
      <TextField
        label={areSeats ? "Included seats" : "Included each month"}
        inputMode={areSeats ? "numeric" : "decimal"}
        disabled={typed.unlimited}
        value={typed.unlimited ? "0" : typed.included}
        onChange={(event) => onType({ included: event.target.value })}
        error={sending.errorAt("includedAmount")}
      />
      <CheckField
        label="Unlimited"
        checked={typed.unlimited}
        onChange={(event) => onType({ unlimited: event.target.checked })}
      />
      <CheckField
        label="Bill overage"
        hint={areSeats ? "Otherwise no further seats can be added" : "Otherwise further usage is refused"}
        disabled={typed.unlimited}
        checked={typed.overage && !typed.unlimited}
        onChange={(event) => onType({ overage: event.target.checked })}
      />
    </>
  );
}

const UnitPriceField = ({ priced, typed, onType, sending }: Props) => (
  <TextField
    label={priced === "seats" ? "Price per seat (USD)" : "Price per unit (USD)"}
    hint={priced === "seats" ? "Per month, in advance" : "Enter 0 if it is free"}
    inputMode="decimal"
    value={typed.unitPrice}
    onChange={(event) => onType({ unitPrice: event.target.value })}
    error={sending.errorAt("overage.unitPrice")}
  />
);

const SeatFields = ({ typed, onType, sending }: Props) => (
  <>
    <TextField
      label="Maximum seats"
      hint="Leave empty for no limit"
      inputMode="numeric"
      value={typed.maxSeats}
      onChange={(event) => onType({ maxSeats: event.target.value })}
      error={sending.errorAt("maxSeats")}
    />
    <SelectField
      label="Seats added within a period are billed"
      value={typed.seatBilling}
      onChange={(event) => onType({ seatBilling: event.target.value as TypedTerms["seatBilling"] })}
      options={[
        ["true_up", "For the rest of it, with the renewal"],
        ["immediate", "For the rest of it, immediately"],
      ]}
      error={sending.errorAt("seatBilling")}
    />
  </>
);
