/** Narrows a list to one feature. */
import { useAllFeatures } from "../api/all-features";
import { SelectField } from "./field";

interface Props {
  /** A code; undefined for all. */
  readonly value: string | undefined;
  readonly onChange: (feature: string) => void;
}

export function FeatureFilter({ value, onChange }: Props) {
  const features = useAllFeatures();
  return (
    <SelectField
      label="Feature"
      value={value ?? ""}
      onChange={({ target }) => onChange(target.value)}
      options={[
        ["", "All features"],
        ...(features ?? []).map(({ code, name }) => [code, name] as const),
        ...(value && !features ? [[value, value] as const] : []),
      ]}
    />
  );
}
