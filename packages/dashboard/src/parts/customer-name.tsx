/** What a customer is called, where a list has no more than their id. */
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../api/context";
import { Code } from "./copy";

/** Below another thing of a row, where a phone has no column for it. */
export const CustomerOnPhone = ({ id }: { id: string }) => (
  <span className="block text-xs text-ink-muted md:hidden">
    <CustomerName id={id} />
  </span>
);

export function CustomerName({ id }: { id: string }) {
  const { operator, environment } = useSession();
  const { data, isPending } = useQuery({
    queryKey: [environment, "customers", id, "name"],
    queryFn: () => operator.customerName(id),
    staleTime: 60_000,
  });
  if (isPending) return <span className="text-ink-muted">…</span>;
  return data ? <span title={id}>{data}</span> : <Code>{id}</Code>;
}
