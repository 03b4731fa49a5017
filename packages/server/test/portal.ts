/** A customer in the portal, as their browser asks. */
import type { Application } from "../src/app.js";
import { send, type TestAnswer } from "./instance.js";

export interface TestPortal {
  readonly cookie: string;
  /** `path` is below /api/portal. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
}

const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };

export async function newLink(application: Application, key: string, body: unknown): Promise<string> {
  const { status, body: session } = await send(application, key, "POST", "/portal/sessions", body);
  if (status !== 201) throw new Error(JSON.stringify(session));
  return session.portalUrl;
}

/** What the page does with a link. */
export async function openLink(
  application: Application,
  link: string,
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  const response = await application.app.request("/api/portal/session", {
    method: "POST",
    headers: { "content-type": "application/json", ...SAME_ORIGIN, ...headers },
    body: JSON.stringify({ token: link.split("#")[1] }),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

export const cookieOf = ({ headers }: TestAnswer): string => headers.get("set-cookie")!.split(";")[0]!;

export async function enterPortal(
  application: Application,
  key: string,
  customerId: string,
  returnUrl?: string,
): Promise<TestPortal> {
  const link = await newLink(application, key, { customerId, ...(returnUrl ? { returnUrl } : {}) });
  const cookie = cookieOf(await openLink(application, link));
  return {
    cookie,
    call: async (method, path, body, headers = {}) => {
      const response = await application.app.request(`/api/portal${path}`, {
        method,
        headers: {
          cookie,
          ...SAME_ORIGIN,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const isJson = response.headers.get("content-type")?.startsWith("application/json");
      const answered = isJson ? await response.json() : Buffer.from(await response.arrayBuffer());
      return { status: response.status, body: answered, headers: response.headers };
    },
  };
}
