/** What a plan costs in one more currency: what is typed, and the rest converted by a rate. */
import { useState } from "react";
import type { PlanEdit } from "../../api/plan-edits";
import type { Schemas } from "../../api/schemas";
import {
  formatRate,
  formatSettlement,
  minorDigits,
  rateFromTyped,
  settlementFromTyped,
  typedFromRate,
  typedFromSettlement,
} from "../../money/money";
import { TextField } from "../../parts/field";
import { FieldError, type Sending } from "../../parts/form";
import { EditDialog } from "./edit/edit-dialog";

type Plan = Schemas["Plan"];
type InCurrency = Schemas["PlanInCurrency"];

interface Props {
  readonly plan: Plan;
  /** For one that is to be added, none. */
  readonly regional: InCurrency | undefined;
  readonly onClose: () => void;
}

interface Typed {
  readonly currency: string;
  readonly rate: string;
  /** By what they are of: `price`, `included` or `unit`, and its id. Empty: converted. */
  readonly amounts: Readonly<Record<string, string>>;
}

/** What has an amount of its own stands in its field; what is converted leaves it empty. */
function typedOf(regional: InCurrency | undefined): Typed {
  const amounts: Record<string, string> = {};
  for (const { priceId, price, includedBalance, isConverted } of regional?.prices ?? []) {
    if (isConverted) continue;
    amounts[`price ${priceId}`] = typedFromSettlement(price, regional!.currency);
    if (includedBalance !== null) amounts[`included ${priceId}`] = typedFromRate(includedBalance);
  }
  for (const { featureId, overageUnitPrice, isConverted } of regional?.features ?? [])
    if (!isConverted) amounts[`unit ${featureId}`] = typedFromRate(overageUnitPrice);
  return { currency: regional?.currency ?? "", rate: regional?.exchangeRate?.toString() ?? "", amounts };
}

export function CurrencyForm({ plan, regional, onClose }: Props) {
  const [typed, setTyped] = useState(() => typedOf(regional));
  const currency = typed.currency.trim().toUpperCase();
  const isKnown = /^[A-Z]{3}$/.test(currency);
  return (
    <EditDialog
      plan={plan}
      title={regional ? `Prices in ${regional.currency}` : "Add a currency"}
      said={`Prices in ${currency} saved.`}
      fields={["currency", "exchangeRate", ...fieldsOf(plan, typed).map(({ param }) => param)]}
      onClose={onClose}
      edit={() => editOf(plan, typed, currency)}
      instead={
        regional && {
          action: "Stop selling in this currency…",
          edit: { operation: "deletePlanRegionalPricing", currency: regional.currency },
          said: `The plan is no longer sold in ${regional.currency}.`,
        }
      }
    >
      {(sending) => (
        <>
          <TextField
            label="Currency"
            hint="Three letters, such as EUR or JPY"
            maxLength={3}
            disabled={regional !== undefined}
            value={typed.currency}
            onChange={(event) => setTyped({ ...typed, currency: event.target.value })}
            error={sending.errorAt("currency")}
          />
          <TextField
            label={`${isKnown ? currency : "Units"} per US dollar`}
            inputMode="decimal"
            hint="Converts the fields left empty below. It never changes a price by itself."
            value={typed.rate}
            onChange={(event) => setTyped({ ...typed, rate: event.target.value })}
            error={sending.errorAt("exchangeRate")}
          />
          {isKnown && (
            <Amounts plan={plan} typed={typed} currency={currency} onType={setTyped} sending={sending} />
          )}
        </>
      )}
    </EditDialog>
  );
}

interface AmountsProps {
  readonly plan: Plan;
  readonly typed: Typed;
  readonly currency: string;
  readonly onType: (typed: Typed) => void;
  readonly sending: Sending;
}

function Amounts({ plan, typed, currency, onType, sending }: AmountsProps) {
  const fields = fieldsOf(plan, typed);
  if (fields.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-4 rounded-md border p-4">
      <legend className="px-1 text-sm font-medium">Specific amounts</legend>
      {minorDigits(currency) === 0 && (
        <p className="text-xs text-ink-muted">{currency} has no decimals: prices are whole units.</p>
      )}
      {fields.map(({ key, label, inDollars, param }) => (
        <TextField
          key={key}
          label={`${label} (${currency})`}
          inputMode="decimal"
          placeholder="converted"
          hint={`${inDollars} in dollars`}
          value={typed.amounts[key] ?? ""}
          onChange={(event) => onType({ ...typed, amounts: { ...typed.amounts, [key]: event.target.value } })}
          error={sending.errorAt(param)}
        />
      ))}
    </fieldset>
  );
}

interface AmountField {
  readonly key: string;
  readonly label: string;
  readonly inDollars: string;
  /** How the server names it: by its place among those that are sent. */
  readonly param: string;
}

function fieldsOf(plan: Plan, { amounts }: Typed): AmountField[] {
  const own = plan.prices.filter(({ id }) => amounts[`price ${id}`]);
  const ofPrices = plan.prices.flatMap(({ id, billingInterval, price, includedBalance }) => {
    const name = billingInterval[0]!.toUpperCase() + billingInterval.slice(1);
    const at = `prices[${own.findIndex((one) => one.id === id)}]`;
    const inDollars = formatSettlement(price);
    return [
      { key: `price ${id}`, label: `${name} price`, inDollars, param: `${at}.price` },
      ...(includedBalance === null
        ? []
        : [
            {
              key: `included ${id}`,
              label: `Balance each month, ${billingInterval}`,
              inDollars: formatRate(includedBalance),
              param: `${at}.includedBalance`,
            },
          ]),
    ];
  });
  const sold = plan.features.filter(({ overage }) => overage.unitPrice !== null);
  const sent = sold.filter(({ featureId }) => amounts[`unit ${featureId}`]);
  return [
    ...ofPrices,
    ...sold.map(({ featureId, name, overage }) => ({
      key: `unit ${featureId}`,
      label: `${name}: one unit`,
      inDollars: formatRate(overage.unitPrice!),
      param: `features[${sent.findIndex((one) => one.featureId === featureId)}].overageUnitPrice`,
    })),
  ];
}

/** @throws FieldError */
function editOf(plan: Plan, typed: Typed, currency: string): PlanEdit {
  const exchangeRate = Number(typed.rate);
  if (!/^[A-Z]{3}$/.test(currency)) throw new FieldError("currency", "Enter three letters, such as EUR.");
  if (typed.rate.trim() === "" || !(exchangeRate > 0))
    throw new FieldError("exchangeRate", "Enter a number above 0, such as 150.25.");
  const params = new Map(fieldsOf(plan, typed).map(({ key, param }) => [key, param]));
  const amount = <T extends number>(key: string, read: (text: string) => T | undefined): T | undefined => {
    const text = typed.amounts[key];
    if (!text) return undefined;
    const value = read(text);
    if (value !== undefined) return value;
    const decimals = minorDigits(currency);
    throw new FieldError(
      params.get(key)!,
      decimals === 0 ? "Enter whole units." : `Enter an amount of ${currency}.`,
    );
  };
  const prices = plan.prices.flatMap(({ id }) => {
    const price = amount(`price ${id}`, (text) => settlementFromTyped(text, currency));
    const includedBalance = amount(`included ${id}`, rateFromTyped);
    if (price !== undefined)
      return [{ priceId: id, price, ...(includedBalance === undefined ? {} : { includedBalance }) }];
    if (includedBalance === undefined) return [];
    throw new FieldError(
      params.get(`price ${id}`)!,
      "Enter the price too: a specific balance needs a specific price.",
    );
  });
  const features = plan.features.flatMap(({ featureId }) => {
    const overageUnitPrice = amount(`unit ${featureId}`, rateFromTyped);
    return overageUnitPrice === undefined ? [] : [{ featureId, overageUnitPrice }];
  });
  return { operation: "setPlanRegionalPricing", currency, exchangeRate, prices, features };
}
