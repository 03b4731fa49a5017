/** Where a link leads: its secret, which no server has seen yet, becomes a session. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Loading, messageOf } from "../../parts/states";
import { portalApi } from "../api";
import { isOver, rememberedReturn, returnUrlOf } from "../session";
import { Outside } from "./outside";

export function OpenPage() {
  // Another link in the same tab changes the fragment alone, and loads nothing.
  const hash = useLocation({ select: (location) => location.hash });
  const [token, setToken] = useState(hash);
  if (hash && hash !== token) setToken(hash);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ["open", token],
    queryFn: () => portalApi.open(token),
    enabled: token !== "",
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (!data) return;
    // Whoever was here before in this browser may be somebody else.
    queryClient.removeQueries({ queryKey: ["me"] });
    void navigate({ to: "/", replace: true });
  }, [data, navigate, queryClient]);
  if (!token)
    return (
      <Outside title="Request a new link" returnUrl={rememberedReturn()}>
        This link is incomplete.
      </Outside>
    );
  if (!error)
    return (
      <Outside title="One moment">
        <Loading rows={3} />
      </Outside>
    );
  if (isOver(error))
    return (
      <Outside title="Request a new link" returnUrl={returnUrlOf(error)}>
        {messageOf(error)}
      </Outside>
    );
  return (
    <Outside title="This did not work" returnUrl={returnUrlOf(error)}>
      <p>{messageOf(error)}</p>
      <button type="button" className="mt-4 text-accent underline" onClick={() => void refetch()}>
        Try again
      </button>
    </Outside>
  );
}
