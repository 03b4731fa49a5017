/** What narrows a list of usage: customer, feature, model, and from when. */
import { FeatureFilter } from "./feature-filter";
import { TextField } from "./field";
import { FilterField } from "./filter-field";
import { Filters, FromTo } from "./page";

export interface UsageFilter {
  readonly customerId?: string;
  readonly feature?: string;
  readonly model?: string;
  readonly from?: string;
  readonly to?: string;
}

interface Props {
  readonly filter: UsageFilter;
  readonly onChange: (changes: Partial<Record<keyof UsageFilter, string>>) => void;
  /** Which of its names a model is looked for by. */
  readonly modelLabel?: string;
}

export function UsageFilters({ filter, onChange, modelLabel = "Model, as sent" }: Props) {
  const set = (name: keyof UsageFilter) => (event: { target: { value: string } }) =>
    onChange({ [name]: event.target.value });
  return (
    <Filters>
      <FilterField
        label="Customer"
        placeholder="cus_… or your id"
        value={filter.customerId}
        onChange={(customerId) => onChange({ customerId })}
      />
      <FeatureFilter value={filter.feature} onChange={(feature) => onChange({ feature })} />
      <FilterField
        label={modelLabel}
        placeholder="openai/gpt-4o-mini"
        value={filter.model}
        onChange={(model) => onChange({ model })}
      />
      <FromTo>
        <TextField label="From" type="date" value={filter.from ?? ""} onChange={set("from")} />
        <TextField label="To" type="date" value={filter.to ?? ""} onChange={set("to")} />
      </FromTo>
    </Filters>
  );
}
