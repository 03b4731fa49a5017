/**
 * Operators, over HTTP.
 */
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { startTestInstance, TEST_SECRET_KEYS } from "../../../test/instance.js";
import { startMailServer } from "../../../test/mail-server.js";
import { sharedInstance } from "../../../test/one-per-file.js";
import { Browser, foundOwner, invite, PASSWORD } from "../../../test/operator.js";
import { createApplication, type Dependencies } from "../../app.js";
import { createLog, createMailer, newId } from "../../platform/index.js";
import { organizations } from "../schema.js";
import { acceptLink } from "./accept-link.js";
import { createLink } from "./link.js";
import { openSetup } from "./open-setup.js";
import { operatorLinks } from "./schema.js";

let owner: Browser;
const instance = sharedInstance(async () => {
  owner = await foundOwner(instance);
});

/** Another server on the same database. */
const application = (settings: Partial<Dependencies>) =>
  createApplication({
    database: instance.database,
    clock: instance.clock,
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
    checkAnswers: true,
    ...settings,
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

test("where the public address is HTTPS the cookie is Secure, whatever the proxy says", async () => {
  const publicly = application({ publicUrl: "https://billing.example.com" });
  const browser = new Browser(publicly);
  const answer = await browser.signIn("owner@example.com");
  expect(answer.headers.getSetCookie().join()).toMatch(/__Secure-farthing\.session_token=[^;]+;.*Secure/i);
  expect((await browser.api("GET", "/api/v1/customers")).status).toBe(200);
  await publicly.close();
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

test("another password ends the operator's other sessions, whatever the request says, and not the one it came by", async () => {
  const browser = await invite(instance, owner, "member");
  const { email } = (await browser.api("GET", "/api/operator/me")).body;
  const elsewhere = new Browser(instance);
  await elsewhere.signIn(email);
  const change = { currentPassword: PASSWORD, newPassword: "another password", revokeOtherSessions: false };
  expect((await browser.send("POST", "/api/operator/auth/change-password", change)).status).toBe(200);
  await expect.poll(async () => (await elsewhere.api("GET", "/api/operator/me")).status).toBe(401);
  expect((await browser.api("GET", "/api/operator/me")).status).toBe(200);
  expect((await browser.send("POST", "/api/operator/auth/change-password", [])).status).toBe(422);
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

const readLink = (token: string) => new Browser(instance).send("POST", "/api/operator/links/read", { token });

/** A link to another password for the browser's operator, made by the owner. */
async function passwordLinkFor(member: Browser) {
  const { id, email } = (await member.api("GET", "/api/operator/me")).body;
  const { body } = await owner.api("POST", `/api/operator/members/${id}/password-link`);
  return { id, email, token: body.path.split("#")[1] as string };
}

const useLink = (token: string, password = "another password") =>
  new Browser(instance).send("POST", "/api/operator/links/accept", { token, password });

test("a link to another password lets nobody back in who was removed, nor with the role they had", async () => {
  const removed = await passwordLinkFor(await invite(instance, owner, "admin"));
  await owner.api("DELETE", `/api/operator/members/${removed.id}`);
  expect((await useLink(removed.token)).status).toBe(404);
  const demoted = await passwordLinkFor(await invite(instance, owner, "admin"));
  await owner.api("PATCH", `/api/operator/members/${demoted.id}`, { role: "viewer" });
  expect((await useLink(demoted.token)).status).toBe(404);
  const { members } = (await owner.api("GET", "/api/operator/members")).body;
  const emails = members.map(({ email, role }: { email: string; role: string }) => `${email} ${role}`);
  expect(emails).toContain(`${demoted.email} viewer`);
  expect(emails.join()).not.toContain(removed.email);
});

test("an invitation that was made beside the one that was used is used up, and lets nobody back in", async () => {
  const email = "twice@example.com";
  const tokens: string[] = [];
  for (const role of ["viewer", "admin"]) {
    const { body } = await owner.api("POST", "/api/operator/members/invitations", { email, role });
    tokens.push(body.path.split("#")[1]);
  }
  const join = (token: string) =>
    new Browser(instance).send("POST", "/api/operator/links/accept", {
      token,
      name: "Twice",
      password: PASSWORD,
    });
  expect((await join(tokens[0]!)).status).toBe(200);
  expect((await join(tokens[1]!)).status).toBe(404);
});

test("a password that was set by one link cannot be set by another that was made before", async () => {
  const member = await invite(instance, owner, "member");
  const first = await passwordLinkFor(member);
  const second = await passwordLinkFor(member);
  expect((await useLink(second.token, "the second password")).status).toBe(200);
  expect((await useLink(first.token)).status).toBe(404);
  expect((await new Browser(instance).signIn(first.email, "the second password")).status).toBe(200);
});

test("whoever changes the password voids the links to another one, of no other member and not by a wrong password", async () => {
  const member = await invite(instance, owner, "member");
  const { email, token } = await passwordLinkFor(member);
  const other = await passwordLinkFor(await invite(instance, owner, "member"));
  const change = (currentPassword: string) =>
    member.send("POST", "/api/operator/auth/change-password", {
      currentPassword,
      newPassword: "my new password",
    });
  expect((await change("not the password")).status).toBe(422);
  expect((await readLink(token)).status).toBe(200);
  expect((await change(PASSWORD)).status).toBe(200);
  expect((await readLink(token)).status).toBe(404);
  expect((await useLink(token)).status).toBe(404);
  expect((await new Browser(instance).signIn(email, "my new password")).status).toBe(200);
  expect((await useLink(other.token)).status).toBe(200);
});

test("a reset voids the links to another password that other organizations made", async () => {
  const member = await invite(instance, owner, "member");
  const { email, token } = await passwordLinkFor(member);
  const organizationId = newId("org");
  await instance.database.db
    .insert(organizations)
    .values({ id: organizationId, name: "Another", createdAt: instance.clock.real() });
  const elsewhere = await createLink(instance.database.db, instance.clock.real(), {
    organizationId,
    kind: "reset",
    role: "member",
    email,
  });
  const count = async () =>
    (await instance.database.db.select().from(operatorLinks).where(eq(operatorLinks.id, elsewhere.id)))
      .length;
  expect(await count()).toBe(1);
  expect((await useLink(token)).status).toBe(200);
  expect(await count()).toBe(0);
});

test("links that are open are listed for who manages access, and can be withdrawn", async () => {
  const member = await invite(instance, owner, "member");
  const { email, token } = await passwordLinkFor(member);
  const linksFor = async (browser: Browser) =>
    (await browser.api("GET", "/api/operator/members")).body.links.filter(
      (link: { email: string }) => link.email === email,
    );
  const [link] = await linksFor(owner);
  expect(link).toMatchObject({ object: "open_operator_link", kind: "reset", role: "member" });
  expect(await linksFor(member)).toEqual([]);
  expect((await owner.api("DELETE", `/api/operator/members/links/${link.id}`)).status).toBe(200);
  expect((await useLink(token)).status).toBe(404);
  expect(await linksFor(owner)).toEqual([]);
});

test("nothing is hashed for whoever has no link", async () => {
  const acceptance = {
    token: "made up",
    get password(): string {
      throw new Error("the password was looked at");
    },
  };
  await expect(acceptLink(instance.database.db, instance.clock.real(), acceptance)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("who has no link may try sixty in a minute, and keeps nobody at another address from theirs", async () => {
  const flooding = new Browser(instance);
  const tryOne = (browser: Browser) => browser.send("POST", "/api/operator/links/read", { token: "made up" });
  const statuses = new Set<number>();
  for (let n = 0; n < 60; n++) statuses.add((await tryOne(flooding)).status);
  expect([...statuses]).toEqual([404]);
  const refused = await tryOne(flooding);
  expect([refused.status, refused.body.error.code]).toEqual([429, "rate_limited"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await tryOne(new Browser(instance))).status).toBe(404);
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

test("behind a proxy that is named, guesses are counted of whom it asks for", async () => {
  const proxied = application({ trustedProxies: ["192.0.2.0/24"] });
  const from = (address: string) => new Browser(proxied, { "x-forwarded-for": `10.9.9.9, ${address}` });
  const guesser = from("198.51.100.1");
  const guess = () => guesser.signIn("owner@example.com", "wrong password");
  for (let n = 0; n < 10; n++) expect((await guess()).status).toBe(401);
  expect((await guess()).status).toBe(429);
  expect((await from("198.51.100.2").signIn("owner@example.com")).status).toBe(200);
  await proxied.close();
});

test("nobody is invited by an e-mail that signing in does not take", async () => {
  for (const email of ["admin@localhost", "a b@example.com", "@example.com"]) {
    const body = { email, role: "viewer" };
    const { status, body: said } = await owner.api("POST", "/api/operator/members/invitations", body);
    expect([status, said.error.param]).toEqual([422, "email"]);
    expect((await new Browser(instance).signIn(email)).status).not.toBe(401);
  }
});

test("a member's id that the database cannot hold is nobody's", async () => {
  for (const id of ["%00", "a%00b", "%F0%9F%98%80", "x".repeat(65)])
    for (const [method, path, body] of [
      ["PATCH", `/members/${id}`, { role: "viewer" }],
      ["DELETE", `/members/${id}`, undefined],
      ["POST", `/members/${id}/password-link`, undefined],
    ] as const)
      expect((await owner.api(method, `/api/operator${path}`, body)).status).toBe(404);
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
  const mailing = application({ mailer });
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
  const silent = application({});
  const browser = new Browser(silent);
  await browser.signIn("owner@example.com");
  expect((await browser.api("GET", "/api/operator/mail")).body).toMatchObject({ server: null, from: null });
  expect((await browser.api("POST", "/api/operator/mail/test")).body.error.code).toBe("mail_not_configured");
  await silent.close();
  const { server } = createMailer({ smtpUrl: "smtps://user:secret@mail.example.com", from: "a@example.com" });
  expect(server).toBe("mail.example.com:465");
});
