/** What all that a filter lets through would cost: of each currency, since they cannot be added. */
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../api/context";
import { formatNanos, formatNumber } from "../../money/money";
import type { RefusedFilter } from "./replay";

export function RefusedSum({ filter }: { filter: RefusedFilter & { readonly status?: string | undefined } }) {
  const { operator, environment } = useSession();
  const { data } = useQuery({
    queryKey: [environment, "refused", "sum", filter],
    queryFn: () => operator.refusedTotals({ ...filter }),
  });
  if (!data) return null;
  const { count, unrated, costs } = data;
  const amounts = costs.map(({ nanos, currency }) => formatNanos(nanos, currency));
  return (
    <>
      {formatNumber(count)} refused
      {amounts.length > 0 && `, ${amounts.join(" + ")}`}
      {unrated > 0 && (
        <span className="font-normal text-ink-muted">, {formatNumber(unrated)} of them without a cost</span>
      )}
    </>
  );
}
