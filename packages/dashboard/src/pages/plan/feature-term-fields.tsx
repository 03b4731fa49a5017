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
      hint="On what the provider asks: 20 makes $1.00 into $1.20"
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
        ["exact", "Exact, to a nano: for many small calls"],
      ]}
      error={sending.errorAt("rounding")}
    />
  </>
);

const CreditsField = ({ typed, onType, sending }: Props) => (
  <TextField
    label="Credits for one unit"
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
        label="More than included is billed"
        hint={areSeats ? "Otherwise there can be no more seats" : "Otherwise it is refused"}
        disabled={typed.unlimited}
        checked={typed.overage && !typed.unlimited}
        onChange={(event) => onType({ overage: event.target.checked })}
      />
    </>
  );
}

const UnitPriceField = ({ priced, typed, onType, sending }: Props) => (
  <TextField
    label={priced === "seats" ? "Price of one seat (USD)" : "Price of one unit (USD)"}
    hint={priced === "seats" ? "For a month, in advance" : "What is free is said with 0"}
    inputMode="decimal"
    value={typed.unitPrice}
    onChange={(event) => onType({ unitPrice: event.target.value })}
    error={sending.errorAt("overage.unitPrice")}
  />
);

const SeatFields = ({ typed, onType, sending }: Props) => (
  <>
    <TextField
      label="Most seats"
      hint="Empty: no limit"
      inputMode="numeric"
      value={typed.maxSeats}
      onChange={(event) => onType({ maxSeats: event.target.value })}
      error={sending.errorAt("maxSeats")}
    />
    <SelectField
      label="Seats added in a period are billed"
      value={typed.seatBilling}
      onChange={(event) => onType({ seatBilling: event.target.value as TypedTerms["seatBilling"] })}
      options={[
        ["true_up", "For its rest, with the renewal"],
        ["immediate", "For its rest, at once"],
      ]}
      error={sending.errorAt("seatBilling")}
    />
  </>
);
