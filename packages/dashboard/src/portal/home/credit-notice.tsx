/** That the next invoices cost less, and what of that does not stay. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatSettlement } from "../../money/money";
import { formatDate } from "../../parts/time";
import { type Credit, portalApi } from "../api";
import { Notice } from "../parts/notice";

/** Nothing where there is no credit. One for each currency, of which there is nearly always one. */
export function CreditNotice() {
  const { data } = useQuery({
    queryKey: ["customer-credits", "active"],
    queryFn: () => portalApi.credits({ status: "active", limit: 100 }),
  });
  const credits = data?.data ?? [];
  const currencies = [...new Set(credits.map(({ currency }) => currency))];
  return currencies.map((currency) => (
    <Notice
      key={currency}
      tone="good"
      action={
        <Link to="/invoices" className="font-medium underline">
          Look at it
        </Link>
      }
    >
      {wordsFor(
        credits.filter((credit) => credit.currency === currency),
        data!.nextCursor === null,
      )}
    </Notice>
  ));
}

const sumOf = (credits: readonly Credit[]): number =>
  credits.reduce((sum, { remaining }) => sum + remaining, 0);

/** @param isAll whether there are no more than these */
function wordsFor(credits: readonly Credit[], isAll: boolean): string {
  const { currency } = credits[0]!;
  const sum = sumOf(credits);
  const more = isAll ? "" : "more than ";
  const words = `You have ${more}${formatSettlement(sum, currency)} of credit: your next invoices cost less by it.`;
  const [first] = credits
    .map(({ expiresAt }) => expiresAt)
    .filter((at) => at !== null)
    .sort();
  if (!first || !isAll) return words;
  const expiring = sumOf(credits.filter(({ expiresAt }) => expiresAt === first));
  const what = expiring === sum ? "It expires" : `${formatSettlement(expiring, currency)} of it expire`;
  return `${words} ${what} on ${formatDate(first)}.`;
}
