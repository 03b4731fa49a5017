/** For choosing one: all plans, those that are not listed to customers too. */
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";

/** Undefined while they load. */
export function useAllPlans(): readonly Schemas["Plan"][] | undefined {
  const { api, environment } = useSession();
  const { data } = useQuery({
    queryKey: [environment, "plans", "all"],
    queryFn: async () => (await api.plans.list({ includePrivate: true, limit: 100 })).data,
  });
  return data;
}
