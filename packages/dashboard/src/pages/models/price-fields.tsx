/** What a million tokens cost, as it is typed. */
import { rateFromTyped } from "../../money/money";
import { TextField } from "../../parts/field";
import { FieldError, type Sending } from "../../parts/form";

const FIELDS = [
  ["inputPrice", "Input"],
  ["outputPrice", "Output"],
  ["cacheReadPrice", "Cache read"],
  ["cacheWritePrice", "Cache write"],
] as const;
type Name = (typeof FIELDS)[number][0];
export type TypedPrices = Partial<Record<Name, string>>;

/** @param within the field of the body that holds them, with its point */
export const priceFieldNames = (within = ""): string[] => FIELDS.map(([name]) => within + name);

/** Rate scale. What is left empty is left out. @throws FieldError */
export function pricesFromTyped(
  typed: TypedPrices,
  within = "",
): { inputPrice: number } & Partial<Record<Name, number>> {
  const prices: Partial<Record<Name, number>> = {};
  for (const [name] of FIELDS) {
    const text = typed[name]?.trim();
    if (!text) continue;
    const rate = rateFromTyped(text);
    if (rate === undefined || rate < 0) throw new FieldError(within + name, "Enter an amount, such as 3.00.");
    prices[name] = rate;
  }
  const { inputPrice } = prices;
  if (inputPrice === undefined) throw new FieldError(`${within}inputPrice`, "Enter an amount, such as 3.00.");
  return { ...prices, inputPrice };
}

interface Props {
  readonly typed: TypedPrices;
  readonly onType: (typed: TypedPrices) => void;
  readonly sending: Sending;
  readonly within?: string;
}

export const PriceFields = ({ typed, onType, sending, within = "" }: Props) => (
  <div className="grid grid-cols-2 gap-3">
    {FIELDS.map(([name, label]) => (
      <TextField
        key={name}
        label={label}
        inputMode="decimal"
        value={typed[name] ?? ""}
        onChange={({ target }) => onType({ ...typed, [name]: target.value })}
        error={sending.errorAt(within + name)}
      />
    ))}
  </div>
);
