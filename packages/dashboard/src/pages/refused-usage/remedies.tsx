/** Where the cause of a refusal is taken away. */
import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/schemas";
import { Button } from "../../parts/button";

type Refused = Schemas["RefusedUsage"];

interface Remedy {
  readonly text: string;
  readonly to: string;
  readonly search?: Readonly<Record<string, string | undefined>>;
}

const atCustomer = ({ customerId }: Refused, text: string): Remedy => ({
  text,
  to: `/customers/${customerId}`,
});

/** By the reason; a refusal of another one has none. */
const REMEDIES: Readonly<Record<string, (refused: Refused) => readonly Remedy[]>> = {
  insufficient_balance: (refused) => [atCustomer(refused, "Top up their balance")],
  insufficient_credits: (refused) => [atCustomer(refused, "Sell them credits")],
  included_limit_reached: (refused) => [atCustomer(refused, "Change their plan")],
  no_active_subscription: (refused) => [atCustomer(refused, "Put them on a plan")],
  feature_not_in_plan: (refused) => [atCustomer(refused, "Look at their plan")],
  feature_disabled: (refused) => [atCustomer(refused, "Look at their plan")],
  model_not_found: (refused) => {
    const model = modelOf(refused) ?? "";
    return [
      { text: "Say which model it is", to: "/models", search: { tab: "aliases", alias: model } },
      { text: "Add it as a model", to: "/models", search: { add: model } },
    ];
  },
  exchange_rate_not_found: () => [
    { text: "Add an exchange rate", to: "/settings", search: { tab: "currencies" } },
  ],
};

export const modelOf = ({ event }: Refused): string | undefined =>
  (event as { model?: string } | null)?.model;

export function Remedies({ refused }: { refused: Refused }) {
  const remedies = REMEDIES[refused.reason]?.(refused) ?? [];
  return remedies.map(({ text, to, search }) => (
    <Button key={text} asChild>
      <Link to={to} search={search as never}>
        {text}
      </Link>
    </Button>
  ));
}
