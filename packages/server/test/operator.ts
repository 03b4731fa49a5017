/** An operator's browser: keeps the cookie, and says with each request what a browser says. */
import type { IncomingMessage } from "node:http";
import { openSetup } from "../src/tenancy/index.js";
import type { TestAnswer, TestInstance } from "./instance.js";

export const PASSWORD = "correct horse battery";

let browsers = 0;

export class Browser {
  cookie = "";
  /** Each at an address of its own: attempts to sign in are counted by it. */
  readonly #address = `192.0.2.${++browsers % 250}`;
  #kind: "sandbox" | "live" = "sandbox";

  constructor(
    private readonly instance: Pick<TestInstance, "app">,
    private readonly headers: Record<string, string> = {},
  ) {}

  /** The same session, looking at the other environment. */
  in(kind: "sandbox" | "live"): Browser {
    const other = new Browser(this.instance, this.headers);
    other.cookie = this.cookie;
    other.#kind = kind;
    return other;
  }

  signIn(email: string, password = PASSWORD): Promise<TestAnswer> {
    return this.send("POST", "/api/operator/auth/sign-in/email", { email, password });
  }

  /** With the environment, as the dashboard asks. */
  api(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer> {
    return this.send(method, path, body, { "farthing-environment": this.#kind, ...headers });
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer> {
    const sent = { "sec-fetch-site": "same-origin", host: "localhost", ...this.headers, ...headers };
    const request = new Request(`http://localhost${path}`, {
      method,
      headers: {
        ...Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== "")),
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const socket = { remoteAddress: this.#address };
    const response = await this.instance.app.fetch(request, {
      incoming: { socket, complete: true } as IncomingMessage,
    });
    for (const cookie of response.headers.getSetCookie()) this.cookie = cookie.split(";")[0]!;
    return { status: response.status, body: await response.json(), headers: response.headers };
  }
}

/** The owner `owner@example.com`, signed in. */
export async function foundOwner(instance: TestInstance): Promise<Browser> {
  const token = (await openSetup(instance.database.db, instance.clock))!.split("#")[1];
  const browser = new Browser(instance);
  const accept = { token, name: "Olive Owner", email: "owner@example.com", password: PASSWORD };
  await browser.send("POST", "/api/operator/links/accept", accept);
  await browser.signIn("owner@example.com");
  return browser;
}

let invited = 0;

/** Somebody new, signed in. */
export async function invite(instance: TestInstance, by: Browser, role: string): Promise<Browser> {
  const email = `${role}${++invited}@example.com`;
  const { body } = await by.api("POST", "/api/operator/members/invitations", { email, role });
  const token = body.path.split("#")[1];
  const browser = new Browser(instance);
  await browser.send("POST", "/api/operator/links/accept", { token, name: email, password: PASSWORD });
  await browser.signIn(email);
  return browser;
}
