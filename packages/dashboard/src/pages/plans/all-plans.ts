/** For choosing one: all plans, those that are not listed to customers too. */
import { useQuery } from "@tanstack/react-query";
import { allOf } from "../../api/all-of";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";

/** Undefined while they load. */
export function useAllPlans(): readonly Schemas["Plan"][] | undefined {
  const { api, environment } = useSession();
  const { data } = useQuery({
    queryKey: [environment, "plans", "all"],
    queryFn: () => allOf(api.plans.list({ includePrivate: true, limit: 100 })),
  });
  return data;
}
