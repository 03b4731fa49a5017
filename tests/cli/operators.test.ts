/** `farthing operators`: the way in for whoever has the machine. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { farthing } from "./run-command.js";
import { type Served, serve } from "./serve.js";

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

const invite = (email: string, ...args: string[]) =>
  farthing(served, ["operators", "invite", "--email", email, ...args]);

it("an invitation is a link with which somebody signs in, in the role that was asked for", async () => {
  const url = served.env.FARTHING_BASE_URL!;
  const { exitCode, out } = await invite("ada@example.com", "--role", "admin", "--url", url);
  expect([exitCode, out]).toEqual([0, expect.stringMatching(/^http:\S+\/welcome#[\w-]{32}\n$/)]);
  const post = (path: string, body: object) =>
    fetch(`${url}/api/operator${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
      body: JSON.stringify(body),
    });
  const secret = { password: "correct horse battery" };
  const token = out.trim().split("#")[1];
  expect((await post("/links/accept", { token, name: "Ada", ...secret })).status).toBe(200);
  const signedIn = await post("/auth/sign-in/email", { email: "ada@example.com", ...secret });
  const cookie = signedIn.headers.getSetCookie()[0]!.split(";")[0]!;
  const me = await fetch(`${url}/api/operator/me`, {
    headers: { cookie, "sec-fetch-site": "same-origin", "farthing-environment": "sandbox" },
  });
  expect(await me.json()).toMatchObject({ email: "ada@example.com", role: "admin" });
});

it("who could not sign in afterwards is not invited", async () => {
  const { exitCode, out, err } = await invite("admin@localhost");
  expect([exitCode, out]).toEqual([3, ""]);
  expect(err).toContain("email: must be an e-mail address");
});

it("a role that there is not is explained, and exit 2", async () => {
  const { exitCode, err } = await invite("grace@example.com", "--role", "root");
  expect([exitCode, err]).toEqual([2, expect.stringContaining("owner, admin, member, viewer")]);
});
