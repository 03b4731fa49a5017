/** Narrows a list to one feature. */
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../api/context";
import { SelectField } from "./field";

interface Props {
  /** A code; undefined for all. */
  readonly value: string | undefined;
  readonly onChange: (feature: string) => void;
}

export function FeatureFilter({ value, onChange }: Props) {
  const { api, environment } = useSession();
  const { data: features } = useQuery({
    queryKey: [environment, "features", "all"],
    queryFn: async () => (await api.features.list({ limit: 100 })).data,
  });
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
