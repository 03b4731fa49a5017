/** The public API through the client library, and the operators' own, both with the session of this browser. */
import { Farthing } from "@farthing/node";
import { customerNames } from "./customer-names";
import type { Schemas } from "./schemas";
import { type EnvironmentKind, send } from "./send";

/** The library wants a key and sends it; the session takes its place before the request leaves. */
const IN_PLACE_OF_A_KEY = "session";

function withSession(environment: EnvironmentKind): typeof fetch {
  return (url, init) => {
    const headers = new Headers(init?.headers);
    headers.delete("x-api-key");
    headers.delete("authorization");
    headers.set("farthing-environment", environment);
    return fetch(url, { ...init, headers, credentials: "same-origin" });
  };
}

export interface Clients {
  readonly environment: EnvironmentKind;
  readonly api: Farthing;
  readonly operator: OperatorApi;
}

export function createClients(environment: EnvironmentKind): Clients {
  const api = new Farthing({
    apiKey: IN_PLACE_OF_A_KEY,
    baseURL: window.location.origin,
    fetch: withSession(environment) as never,
    maxRetries: 1,
  });
  return { environment, api, operator: operatorApi(environment) };
}

type Query = Record<string, string | number | undefined>;

function operatorApi(environment: EnvironmentKind) {
  const call = <T>(method: string, path: string, sent: { body?: unknown; query?: Query } = {}) =>
    send<T>(method, `/api/operator${path}`, { ...sent, environment });
  return {
    me: () => call<Schemas["Me"]>("GET", "/me"),
    gettingStarted: () => call<Schemas["GettingStarted"]>("GET", "/getting-started"),
    overview: (days: number) => call<Schemas["Overview"]>("GET", "/reports/overview", { query: { days } }),
    aiTotals: (query: Query) => call<Schemas["AiTotals"]>("GET", "/reports/ai-totals", { query }),
    aiEvents: (query: Query) => call<Schemas["AiEventList"]>("GET", "/reports/ai-events", { query }),
    balanceHistory: (query: Query) =>
      call<Schemas["BalanceHistory"]>("GET", "/reports/balance-history", { query }),
    refusedTotals: (query: Query) =>
      call<Schemas["RefusedTotals"]>("GET", "/reports/refused-totals", { query }),
    customerName: customerNames(
      async (ids) =>
        (await call<Schemas["CustomerNames"]>("GET", "/customer-names", { query: { ids: ids.join(",") } }))
          .data,
    ),
    mail: () => call<Schemas["MailState"]>("GET", "/mail"),
    sendTestMail: () => call<Schemas["SentTestMail"]>("POST", "/mail/test"),
    members: () => call<Schemas["MemberList"]>("GET", "/members"),
    invite: (body: Schemas["InviteMember"]) =>
      call<Schemas["CreatedOperatorLink"]>("POST", "/members/invitations", { body }),
    withdrawLink: (id: string) => call("DELETE", `/members/links/${id}`),
    changeRole: (id: string, role: Schemas["Member"]["role"]) =>
      call<Schemas["Member"]>("PATCH", `/members/${id}`, { body: { role } }),
    removeMember: (id: string) => call("DELETE", `/members/${id}`),
    passwordLink: (id: string) =>
      call<Schemas["CreatedOperatorLink"]>("POST", `/members/${id}/password-link`),
  };
}
export type OperatorApi = ReturnType<typeof operatorApi>;
