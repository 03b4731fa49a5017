/** Who is signed in, which environment is looked at, and the clients for it. */
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { type Clients, createClients } from "./clients";
import type { Schemas } from "./schemas";
import type { EnvironmentKind } from "./send";
import { isSignedOut } from "./session";

export interface Session extends Clients {
  readonly me: Schemas["Me"];
  /** Whether the role allows changes. */
  readonly mayWrite: boolean;
  setEnvironment(environment: EnvironmentKind): void;
}

const SessionContext = createContext<Session | undefined>(undefined);
const REMEMBERED = "farthing-environment";

const remembered = (): EnvironmentKind => (localStorage.getItem(REMEMBERED) === "live" ? "live" : "sandbox");

export const meQuery = (clients: Clients) => ({
  queryKey: ["me"],
  queryFn: clients.operator.me,
  retry: false,
});

interface Props {
  readonly children: ReactNode;
  readonly waiting: ReactNode;
  readonly signedOut: (error: Error) => ReactNode;
}

export function SessionProvider({ children, waiting, signedOut }: Props) {
  const [environment, setEnvironment] = useState(remembered);
  const clients = useMemo(() => createClients(environment), [environment]);
  const { data: me, error } = useQuery({ ...meQuery(clients), staleTime: 60_000 });
  const session = useMemo<Session | undefined>(
    () =>
      me && {
        ...clients,
        me,
        mayWrite: me.role !== "viewer",
        setEnvironment: (next) => {
          localStorage.setItem(REMEMBERED, next);
          setEnvironment(next);
        },
      },
    [clients, me],
  );
  // A server that is away for a moment signs nobody out.
  if (error && (!me || isSignedOut(error))) return signedOut(error);
  if (!session) return waiting;
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("this needs a session around it");
  return session;
}
