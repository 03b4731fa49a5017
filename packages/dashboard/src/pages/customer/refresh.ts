/** After a change of a customer's subscription: all that it may have changed is asked for anew. */
import { useQueryClient } from "@tanstack/react-query";
import { useSession } from "../../api/context";

const CONCERNS = [
  "customers",
  "subscriptions",
  "ledger",
  "invoices",
  "payments",
  "purchases",
  "seats",
  "credits",
] as const;

/** Beginnings of keys of queries. */
export const concernsOf = (environment: string) => CONCERNS.map((name) => [environment, name] as const);

export function useRefresh(): () => void {
  const { environment } = useSession();
  const queryClient = useQueryClient();
  return () => {
    for (const queryKey of concernsOf(environment)) void queryClient.invalidateQueries({ queryKey });
  };
}
