/** Filters of a list, kept in the address. */
import { useNavigate, useSearch } from "@tanstack/react-router";

export function useFilters<N extends string>(): readonly [
  Partial<Record<N, string>>,
  (changes: Partial<Record<N, string>>) => void,
] {
  const search = useSearch({ strict: false }) as Partial<Record<N, string>>;
  const navigate = useNavigate();
  const set = (changes: Partial<Record<N, string>>): void => {
    const next = Object.fromEntries(Object.entries({ ...search, ...changes }).filter(([, value]) => value));
    void navigate({ to: ".", search: next as never, replace: true });
  };
  return [search, set];
}
