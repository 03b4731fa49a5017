/** The fields of a model's prices, and of its tiers. */
import { Plus } from "lucide-react";
import { Button } from "../../parts/button";
import { TextField } from "../../parts/field";
import type { Sending } from "../../parts/form";
import { newTier, PRICES, type TypedPrices, type TypedTier, tierField } from "./typed-prices";

interface Props {
  readonly typed: TypedPrices;
  readonly onType: (typed: TypedPrices) => void;
  readonly sending: Sending;
  /** The field of the body that holds them, with its point. */
  readonly within?: string;
}

export function PriceFields({ typed, onType, sending, within = "" }: Props) {
  const { prices, tiers } = typed;
  const change = (key: number, changes: Partial<TypedTier>) =>
    onType({ prices, tiers: tiers.map((tier) => (tier.key === key ? { ...tier, ...changes } : tier)) });
  return (
    <>
      <Fields
        typed={prices}
        onType={(prices) => onType({ prices, tiers })}
        errorAt={(name) => sending.errorAt(within + name)}
      />
      {tiers.map((tier, n) => (
        <fieldset key={tier.key} className="flex flex-col gap-3 rounded-md border p-3">
          <legend className="px-1 text-sm font-semibold">Tier {n + 1}</legend>
          <TextField
            label="Above so many tokens"
            inputMode="numeric"
            hint="Its prices hold for all of a request whose prompt has more"
            value={tier.aboveTokens}
            onChange={({ target }) => change(tier.key, { aboveTokens: target.value })}
            error={sending.errorAt(within + tierField(n, "aboveTokens"))}
          />
          <Fields
            of={`tier ${n + 1}`}
            typed={tier.prices}
            onType={(prices) => change(tier.key, { prices })}
            errorAt={(name) => sending.errorAt(within + tierField(n, name))}
          />
          <div className="flex justify-end">
            <Button
              look="quiet"
              onClick={() => onType({ prices, tiers: tiers.filter(({ key }) => key !== tier.key) })}
            >
              Remove tier {n + 1}
            </Button>
          </div>
        </fieldset>
      ))}
      {sending.errorAt(`${within}tiers`) && (
        <p role="alert" className="text-sm text-bad">
          {sending.errorAt(`${within}tiers`)}
        </p>
      )}
      <div>
        <Button look="quiet" onClick={() => onType({ prices, tiers: [...tiers, newTier("", prices)] })}>
          <Plus aria-hidden className="size-4" /> Add a tier
        </Button>
      </div>
    </>
  );
}

interface FieldsProps {
  /** Which tier's, where it is one's. */
  readonly of?: string;
  readonly typed: TypedTier["prices"];
  readonly onType: (typed: TypedTier["prices"]) => void;
  readonly errorAt: (name: string) => string | undefined;
}

const Fields = ({ of, typed, onType, errorAt }: FieldsProps) => (
  <div className="grid grid-cols-2 gap-3">
    {PRICES.map(([name, label, whenEmpty]) => (
      <TextField
        key={name}
        label={label}
        aria-label={of ? `${label}, ${of}` : undefined}
        placeholder={whenEmpty}
        inputMode="decimal"
        value={typed[name] ?? ""}
        onChange={({ target }) => onType({ ...typed, [name]: target.value })}
        error={errorAt(name)}
      />
    ))}
  </div>
);
