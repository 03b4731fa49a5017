/** Invoices by mail, to an SMTP server that is none of ours. */
import { afterAll, expect, test } from "vitest";
import { type Body, send, TEST_SECRET_KEYS } from "../../../test/instance.js";
import { type MailServer, startMailServer } from "../../../test/mail-server.js";
import { sharedInstance } from "../../../test/one-per-file.js";
import { createApplication } from "../../app.js";
import { createLog, createMailer } from "../../platform/index.js";

let mailing: ReturnType<typeof createApplication>;
let server: MailServer;

const REFUSED = "nobody@example.com";

const instance = sharedInstance(async () => {
  server = await startMailServer(REFUSED);
  mailing = createApplication({
    database: instance.database,
    clock: instance.clock,
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
    checkAnswers: true,
    mailer: createMailer({ smtpUrl: server.smtpUrl, from: "Example <billing@example.com>" }),
  });
});
afterAll(async () => {
  await mailing.close();
  await server.close();
});

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  send(mailing, instance.key, method, path, body, headers);
async function invoice(customerId: string, email?: string): Promise<Body> {
  await call("POST", "/customers", { id: customerId, ...(email ? { email } : {}) });
  return (await call("POST", "/invoices", { customerId, amount: 1_234, description: "Setup" })).body;
}

test("an invoice is sent to its customer with the document attached, and once for one key", async () => {
  await call("PATCH", "/branding", { legalName: "Żabka Ltd", email: "help@example.com" });
  const { id, number } = await invoice("ada", "ada@example.com");
  const key = { "idempotency-key": "send-once" };
  const [first, again] = [
    await call("POST", `/invoices/${id}/send`, {}, key),
    await call("POST", `/invoices/${id}/send`, {}, key),
  ];
  expect(first).toMatchObject({
    status: 200,
    body: { object: "sent_invoice", invoiceId: id, to: "ada@example.com" },
  });
  expect(again.body).toEqual(first.body);
  expect(server.received).toHaveLength(1);
  const [mail] = server.received;
  expect(mail).toMatchObject({ from: "billing@example.com", to: ["ada@example.com"] });
  expect(mail!.raw).toContain("Reply-To: help@example.com");
  expect(mail!.raw).toContain(`filename=${number}.pdf`);
  const attached = /application\/pdf[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)\r\n--/.exec(mail!.raw)![1]!;
  const document = (await call("GET", `/invoices/${id}/pdf`)).body;
  expect(Buffer.compare(Buffer.from(attached, "base64"), document)).toBe(0);
});

test("an address that the mail server refuses for ever is 422, a server that is away 503, a customer without one 409", async () => {
  const { id } = await invoice("bob");
  const without = await call("POST", `/invoices/${id}/send`, {});
  expect([without.status, without.body.error.param]).toEqual([409, "to"]);
  const refused = await call("POST", `/invoices/${id}/send`, { to: REFUSED });
  expect([refused.status, refused.body.error.param]).toEqual([422, "to"]);
  expect((await call("POST", `/invoices/${id}/send`, { to: "bob@example.com" })).status).toBe(200);
  const away = createApplication({
    database: instance.database,
    clock: instance.clock,
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
    mailer: createMailer({ smtpUrl: "smtp://127.0.0.1:1", from: "a@example.com" }),
  });
  const { status } = await send(away, instance.key, "POST", `/invoices/${id}/send`, {
    to: "bob@example.com",
  });
  expect(status).toBe(503);
  await away.close();
});

test("a server without a mail server says so", async () => {
  const { id } = await invoice("cyd", "cyd@example.com");
  const silent = createApplication({
    database: instance.database,
    clock: instance.clock,
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
  });
  const { status, body } = await send(silent, instance.key, "POST", `/invoices/${id}/send`, {});
  expect([status, body.error.code]).toEqual([409, "mail_not_configured"]);
  await silent.close();
});
