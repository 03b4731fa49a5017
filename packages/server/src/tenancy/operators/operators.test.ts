/**
 * Operators, over HTTP.
 */
import { expect, test } from "vitest";
import { startTestInstance, TEST_SECRET_KEYS } from "../../../test/instance.js";
import { startMailServer } from "../../../test/mail-server.js";
import { sharedInstance } from "../../../test/one-per-file.js";
import { Browser, foundOwner, invite, PASSWORD } from "../../../test/operator.js";
import { createApplication } from "../../app.js";
import { createLog, createMailer } from "../../platform/index.js";
import { openSetup } from "./open-setup.js";

let owner: Browser;
const instance = sharedInstance(async () => {
  owner = await foundOwner(instance);
});

test("the first link makes an owner, once, and there is none while there is an owner", async () => {
  const fresh = await startTestInstance();
  try {
    const path = await openSetup(fresh.database.db, fresh.clock);
    const token = path!.split("#")[1]!;
    const browser = new Browser(fresh);
    const read = await browser.send("POST", "/api/operator/links/read", { token });
    expect(read.body).toMatchObject({ kind: "setup", role: "owner", email: null });
    const accept = { token, name: "Ada", email: " Ada@Example.com ", password: PASSWORD };
    const [first, second] = await Promise.all(
      [1, 2].map(() => browser.send("POST", "/api/operator/links/accept", accept)),
    );
    expect([first!.status, second!.status].sort()).toEqual([200, 404]);
    expect((await browser.signIn("ada@example.com")).status).toBe(200);
    expect((await browser.api("GET", "/api/operator/me")).body).toMatchObject({ role: "owner", name: "Ada" });
    expect(await openSetup(fresh.database.db, fresh.clock)).toBeUndefined();
  } finally {
    await fresh.close();
  }
});

test("a session's cookie is out of the reach of scripts and of other sites, and its token is in no body", async () => {
  const browser = new Browser(instance);
  const answer = await browser.signIn("owner@example.com");
  const cookie = answer.headers.getSetCookie().join();
  expect(cookie).toMatch(/farthing\.session_token=[^;]+;.*HttpOnly.*SameSite=Strict/i);
  expect(JSON.stringify(answer.body)).toBe('{"ok":true}');
});

test("over HTTPS the cookie is Secure", async () => {
  const browser = new Browser(instance, { "x-forwarded-proto": "https" });
  const answer = await browser.signIn("owner@example.com");
  expect(answer.headers.getSetCookie().join()).toMatch(/__Secure-farthing\.session_token=[^;]+;.*Secure/i);
  expect((await browser.api("GET", "/api/v1/customers")).status).toBe(200);
});

test("a session asks the API of the environment that it names, and of no other", async () => {
  await instance.call("POST", "/customers", { id: "in_sandbox" });
  expect((await owner.api("GET", "/api/v1/customers/in_sandbox")).status).toBe(200);
  expect((await owner.in("live").api("GET", "/api/v1/customers/in_sandbox")).status).toBe(404);
  const without = await owner.send("GET", "/api/v1/customers");
  expect([without.status, without.body.error.param]).toEqual([403, "farthing-environment"]);
  const other = await owner.api("GET", "/api/v1/customers", undefined, { "farthing-environment": "env_x" });
  expect(other.status).toBe(403);
});

test.each([
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "none" },
  { "sec-fetch-site": "", origin: "https://elsewhere.example" },
])("a page of another site can do nothing with a session: %o", async (headers) => {
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value));
  const call = (method: string, path: string, body?: unknown) =>
    owner.api(method, path, body, { "sec-fetch-site": "", ...sent });
  expect((await call("GET", "/api/v1/customers")).status).toBe(403);
  expect((await call("POST", "/api/v1/customers", { id: "forged" })).status).toBe(403);
  expect((await call("POST", "/api/operator/auth/sign-out", {})).status).toBe(403);
  expect((await instance.call("GET", "/customers/forged")).status).toBe(404);
});

test("a viewer reads and changes nothing; a member changes all but keys and members; an admin these too", async () => {
  const viewer = await invite(instance, owner, "viewer");
  expect((await viewer.api("GET", "/api/v1/customers")).status).toBe(200);
  expect((await viewer.api("POST", "/api/v1/customers", { id: "x" })).status).toBe(403);
  expect((await viewer.api("GET", "/api/v1/api-keys")).status).toBe(403);
  const member = await invite(instance, owner, "member");
  expect((await member.api("POST", "/api/v1/customers", { id: "by_member" })).status).toBe(201);
  expect((await member.api("GET", "/api/v1/api-keys")).status).toBe(403);
  expect((await member.api("POST", "/api/v1/api-keys", { name: "x" })).status).toBe(403);
  expect(
    (await member.api("POST", "/api/operator/members/invitations", { email: "x@example.com", role: "owner" }))
      .status,
  ).toBe(403);
  const admin = await invite(instance, owner, "admin");
  expect((await admin.api("GET", "/api/v1/api-keys")).status).toBe(200);
  expect((await admin.api("GET", "/api/operator/members")).body.members.length).toBeGreaterThan(3);
  expect(
    (await admin.api("POST", "/api/operator/members/invitations", { email: "x@example.com", role: "owner" }))
      .status,
  ).toBe(403);
});

test("an API key opens no operation for operators", async () => {
  const answer = await instance.app.request("/api/operator/me", { headers: { "x-api-key": instance.key } });
  expect(answer.status).toBe(403);
  expect((await instance.app.request("/api/operator/me")).status).toBe(401);
});

test("an organization keeps an owner, and whoever is removed is out within a second", async () => {
  const me = (await owner.api("GET", "/api/operator/me")).body;
  const demote = await owner.api("PATCH", `/api/operator/members/${me.id}`, { role: "viewer" });
  expect([demote.status, demote.body.error.code]).toEqual([409, "last_owner"]);
  const member = await invite(instance, owner, "member");
  const { id } = (await member.api("GET", "/api/operator/me")).body;
  expect((await owner.api("DELETE", `/api/operator/members/${id}`)).status).toBe(200);
  await expect.poll(async () => (await member.api("GET", "/api/v1/customers")).status).toBe(401);
});

test("signing out ends the session", async () => {
  const browser = new Browser(instance);
  await browser.signIn("owner@example.com");
  const cookie = browser.cookie;
  expect((await browser.api("POST", "/api/operator/auth/sign-out", {})).status).toBe(200);
  browser.cookie = cookie;
  await expect.poll(async () => (await browser.api("GET", "/api/operator/me")).status).toBe(401);
});

test("a reset link sets another password and ends open sessions", async () => {
  const browser = await invite(instance, owner, "member");
  const { id, email } = (await browser.api("GET", "/api/operator/me")).body;
  const { body } = await owner.api("POST", `/api/operator/members/${id}/password-link`);
  const token = body.path.split("#")[1];
  const accepted = await browser.send("POST", "/api/operator/links/accept", {
    token,
    password: "another password",
  });
  expect(accepted.status).toBe(200);
  await expect.poll(async () => (await browser.api("GET", "/api/operator/me")).status).toBe(401);
  expect((await browser.signIn(email)).status).toBe(401);
  expect((await browser.signIn(email, "another password")).status).toBe(200);
});

test("guesses from one address are counted, and then have to wait", async () => {
  const guesser = await startTestInstance();
  try {
    await foundOwner(guesser);
    const browser = new Browser(guesser);
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++)
      statuses.push((await browser.signIn("owner@example.com", "wrong password")).status);
    expect(statuses.slice(0, 8)).toEqual(Array(8).fill(401));
    expect(statuses.at(-1)).toBe(429);
    const answer = await browser.signIn("owner@example.com");
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  } finally {
    await guesser.close();
  }
});

test("what is no link, or no password, is refused by name", async () => {
  const browser = new Browser(instance);
  const accept = (body: object) => browser.send("POST", "/api/operator/links/accept", body);
  expect((await accept({ token: "made up", password: PASSWORD })).status).toBe(404);
  const short = await accept({ token: "made up", password: "short" });
  expect([short.status, short.body.error.param]).toEqual([422, "password"]);
  expect((await browser.send("POST", "/api/operator/auth/sign-up/email", {})).status).toBe(404);
});

test("a test mail goes to whoever asks for it and to nobody else, and not for a viewer", async () => {
  const mails = await startMailServer();
  const mailer = createMailer({ smtpUrl: mails.smtpUrl, from: "Example <billing@example.com>" });
  const mailing = createApplication({
    database: instance.database,
    clock: instance.clock,
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
    checkAnswers: true,
    mailer,
  });
  const browser = new Browser(mailing);
  await browser.signIn("owner@example.com");
  expect((await browser.api("GET", "/api/operator/mail")).body).toEqual({
    object: "mail_state",
    server: new URL(mails.smtpUrl).host,
    from: "Example <billing@example.com>",
  });
  const sent = await browser.api("POST", "/api/operator/mail/test");
  expect(sent.body).toEqual({ object: "sent_test_mail", to: "owner@example.com" });
  expect(mails.received.map(({ to }) => to)).toEqual([["owner@example.com"]]);
  const viewer = await invite(instance, owner, "viewer");
  expect((await viewer.api("POST", "/api/operator/mail/test")).body.error.code).toBe("forbidden");
  await mailing.close();
  await mails.close();
});

test("a server without a mail server says so, and no password is in what is said of one", async () => {
  const silent = createApplication({
    database: instance.database,
    clock: instance.clock,
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
  });
  const browser = new Browser(silent);
  await browser.signIn("owner@example.com");
  expect((await browser.api("GET", "/api/operator/mail")).body).toMatchObject({ server: null, from: null });
  expect((await browser.api("POST", "/api/operator/mail/test")).body.error.code).toBe("mail_not_configured");
  await silent.close();
  const { server } = createMailer({ smtpUrl: "smtps://user:secret@mail.example.com", from: "a@example.com" });
  expect(server).toBe("mail.example.com:465");
});
