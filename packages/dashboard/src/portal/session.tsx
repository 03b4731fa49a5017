/** Whose portal this is, who is in it, and what is left to say when the session is over. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use } from "react";
import { AnsweredError } from "../api/send";
import { type Portal, portalApi, shownSession, showSession } from "./api";

const PortalContext = createContext<Portal | undefined>(undefined);
const BACK = "farthing-portal-return";

/** Remembered for when the session is over: the server knows it no more then. */
export const rememberedReturn = (): string | null => sessionStorage.getItem(BACK);

export function returnUrlOf(error: Error): string | null {
  const details =
    error instanceof AnsweredError ? (error.details as { returnUrl?: string } | undefined) : undefined;
  return details?.returnUrl ?? rememberedReturn();
}

export const isOver = (error: Error | null): error is AnsweredError =>
  error instanceof AnsweredError && error.status === 401;

interface Props {
  readonly children: ReactNode;
  readonly waiting: ReactNode;
  readonly failed: (error: Error, retry: () => void) => ReactNode;
}

export function PortalSession({ children, waiting, failed }: Props) {
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ["me"],
    queryFn: async () => {
      const portal = await portalApi.me();
      // What was read is another's, where another link was opened.
      if (shownSession() !== undefined && shownSession() !== portal.sessionId)
        queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
      showSession(portal.sessionId);
      if (portal.returnUrl) sessionStorage.setItem(BACK, portal.returnUrl);
      else sessionStorage.removeItem(BACK);
      return portal;
    },
    retry: (count, problem) => !isOver(problem) && count < 1,
    refetchInterval: 60_000,
  });
  if (error && (!data || isOver(error))) return failed(error, () => void refetch());
  if (!data) return waiting;
  // Another session is another page from its beginning: nothing that was typed or chosen goes over.
  return (
    <PortalContext key={data.sessionId} value={data}>
      {children}
    </PortalContext>
  );
}

export function usePortal(): Portal {
  const portal = use(PortalContext);
  if (!portal) throw new Error("this needs a session around it");
  return portal;
}
