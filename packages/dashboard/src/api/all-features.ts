/** For choosing one: all features. */
import { useQuery } from "@tanstack/react-query";
import { allOf } from "./all-of";
import { useSession } from "./context";
import type { Schemas } from "./schemas";

/** Undefined while they load. */
export function useAllFeatures(enabled = true): readonly Schemas["Feature"][] | undefined {
  const { api, environment } = useSession();
  const { data } = useQuery({
    queryKey: [environment, "features", "all"],
    queryFn: () => allOf(api.features.list({ limit: 100 })),
    enabled,
  });
  return data;
}
