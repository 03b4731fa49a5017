/** What more than one page of the portal asks for. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { portalApi } from "./api";

export const useSubscription = () =>
  useQuery({ queryKey: ["subscription"], queryFn: portalApi.subscription });
export const useFeatures = () => useQuery({ queryKey: ["features"], queryFn: portalApi.features });
export const useSeats = () => useQuery({ queryKey: ["seats"], queryFn: portalApi.seats });
export const useOpenInvoices = () =>
  useQuery({
    queryKey: ["invoices", "open"],
    queryFn: () => portalApi.invoices({ status: "open", limit: 5 }),
  });

/** After something was bought or changed: all that was read may be another now. */
export function useRefresh(): () => Promise<void> {
  const queryClient = useQueryClient();
  // What a change would do is another question once it is done.
  return () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "preview" });
}
