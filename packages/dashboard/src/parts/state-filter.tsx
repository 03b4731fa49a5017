/** Narrows a list to what is in one state. */
import { SelectField } from "./field";

interface Props {
  readonly states: readonly string[];
  readonly value: string | undefined;
  readonly onChange: (state: string) => void;
}

const named = (state: string): string => state[0]!.toUpperCase() + state.slice(1).replaceAll("_", " ");

export const StateFilter = ({ states, value = "", onChange }: Props) => (
  <SelectField
    label="State"
    value={value}
    onChange={({ target }) => onChange(target.value)}
    options={[["", "Any state"], ...states.map((state) => [state, named(state)] as const)]}
  />
);
