/** What a list is searched by: in force when somebody pauses, and kept where the list keeps its filters. */
import { useEffect, useRef, useState } from "react";
import { useDebounced } from "./debounced";
import { TextField } from "./field";

interface Props {
  readonly label: string;
  readonly placeholder: string;
  /** What is in force. */
  readonly value: string | undefined;
  readonly onChange: (search: string) => void;
}

export function SearchField({ label, placeholder, value = "", onChange }: Props) {
  const [typed, setTyped] = useState(value);
  const settled = useDebounced(typed.trim());
  const said = useRef(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each thing that was typed
  useEffect(() => {
    if (settled === said.current) return;
    said.current = settled;
    onChange(settled);
  }, [settled]);
  // What is set from elsewhere, as by going back, is shown; what comes back of what was typed is older than that.
  useEffect(() => {
    if (value === said.current) return;
    said.current = value;
    setTyped(value);
  }, [value]);
  return (
    <TextField
      label={label}
      type="search"
      placeholder={placeholder}
      aria-keyshortcuts="/"
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
    />
  );
}
