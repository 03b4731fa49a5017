/** A typed filter of a list: in force when it is left, or with Enter, so that no letter asks the server anew. */
import type { KeyboardEvent } from "react";
import { TextField } from "./field";

interface Props {
  readonly label: string;
  readonly placeholder?: string;
  readonly className?: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}

export const FilterField = ({ value = "", onChange, ...field }: Props) => (
  <TextField
    // What is set from elsewhere, as by a link, is shown.
    key={value}
    {...field}
    defaultValue={value}
    onBlur={(event) => event.target.value.trim() !== value && onChange(event.target.value.trim())}
    onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
      if (event.key === "Enter") onChange(event.currentTarget.value.trim());
    }}
  />
);
