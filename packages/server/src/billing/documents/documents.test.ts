/**
 * What an invoice looks like on paper, read back by a reader of PDFs that is none of ours.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../../../test/instance.js";
import { pagesOf } from "../../../test/pdf-text.js";
import { png } from "../../../test/png.js";
import { MODEL } from "../../../test/scenario.js";
import type { PrintedDocument } from "./document.js";
import { drawDocument } from "./draw-document.js";
import { dateText } from "./wording.js";

let instance: TestInstance;
// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
type Body = any;
async function must(method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await instance.call(method, path, body);
  if (answer.status >= 300)
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

beforeAll(async () => {
  instance = await startTestInstance();
  await must("PATCH", "/branding", {
    legalName: "Ferrocarril Łódź–Αθήνα Ltd",
    address: { line1: "1 Rail Rd", city: "Kraków", postalCode: "30-001", country: "PL" },
    taxId: "PL5250000000",
    email: "billing@example.com",
    website: "https://example.com",
    accentColor: "#1d4ed8",
    footer: "Registered in Kraków. Director: Đorđe Живковић.",
    paymentInstructions: "IBAN PL61 1090 1014 0000 0712 1981 2874",
    netDays: 14,
    logo: { contentType: "image/png", data: png(240, 60, [29, 78, 216]).toString("base64") },
  });
  await must("POST", "/features", { name: "API calls", code: "api_calls", type: "metered" });
  await must("POST", "/features", { name: "AI generation", code: "ai", type: "metered" });
  await must("POST", "/plans", { name: "Team", code: "team" });
  await must("POST", "/plans/team/prices", { billingInterval: "monthly", price: 5000 });
  await must("POST", "/plans/team/features", {
    featureId: "api_calls",
    includedAmount: 1000,
    overage: { enabled: true, unitPrice: 0.12345 },
  });
  const ai = { consumptionModel: "balance", blockOnExhaustion: false };
  await must("POST", "/plans", { name: "AI", code: "ai_plan", ...ai });
  await must("POST", "/plans/ai_plan/prices", {
    billingInterval: "monthly",
    price: 1000,
    includedBalance: 100,
  });
  await must("POST", "/plans/ai_plan/features", { featureId: "ai", pricingMode: "ai_model", margin: 2000 });
  await must("POST", "/test-clock", { frozenTime: "2032-01-31T00:00:00Z" });
});
afterAll(() => instance.close());

const ADDRESS = { line1: "Ермоу 5", city: "Αθήνα", postalCode: "105 63", country: "GR" };

async function renewal(id: string, planCode: string, event: object): Promise<Body> {
  await must("POST", "/customers", {
    id,
    fullName: "Иван Παπαδόπουλος",
    taxDocument: "EL123",
    address: ADDRESS,
  });
  await must("POST", "/subscriptions", { customerId: id, planCode });
  await must("POST", "/usage/events", { customerId: id, ...event });
  await must("POST", "/test-clock", { advanceDays: 31 });
  const { data } = await must("GET", `/invoices?customerId=${id}&limit=1`);
  return must("GET", `/invoices/${data[0].id}`);
}

const pdf = async ({ id }: Body): Promise<Buffer> => must("GET", `/invoices/${id}/pdf`);

test("an invoice's document has both sides, the dates, and the figures that the API has", async () => {
  const invoice = await renewal("metered_1", "team", { feature: "api_calls", value: 301_000.5 });
  const answer = await instance.call("GET", `/invoices/${invoice.id}/pdf`);
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  expect(answer.headers.get("content-disposition")).toBe(`inline; filename="${invoice.number}.pdf"`);
  const [page] = await pagesOf(answer.body);
  for (const text of [
    "Ferrocarril Łódź–Αθήνα Ltd",
    "Kraków",
    "Poland",
    "Tax ID PL5250000000",
    "Иван Παπαδόπουλος",
    "Ермоу 5",
    "Αθήνα",
    "Greece",
    "Tax ID EL123",
    "Đorđe Живковић",
    invoice.number,
    "PAID",
    "Due 14 Mar 2032",
    "14 days net",
    "29 Feb 2032 – 30 Mar 2032",
    "301,000.5 used, 1,000 included, 300,000.5 billed",
    "$0.000012345",
    "$3.703506172 before rounding",
    "$3.70",
    "Page 1 of 1",
  ])
    expect(page).toContain(text);
  expect(invoice.total).toBe(5_370);
  expect(page).toContain("Total $53.70");
  expect(page).toContain("Paid on 29 Feb 2032 by card •••• 4242 −$53.70 Amount due (USD) $0.00");
  // It is paid: nobody is told how.
  expect(page).not.toContain("IBAN");
});

test("usage that was deducted is summed up by model, to the balance that was overdrawn", async () => {
  const pools = { cacheReadTokens: 200, cacheWriteTokens: 30, cacheWrite1hTokens: 4 };
  const usage = { feature: "ai", model: MODEL, inputTokens: 1_000, outputTokens: 500, ...pools };
  const invoice = await renewal("ai_1", "ai_plan", usage);
  const line = invoice.lines.find(({ kind }: Body) => kind === "balance_overage");
  const [page] = await pagesOf(await pdf(invoice));
  expect(page).toContain("Usage Events Tokens in Tokens out Amount");
  const [, cost] = /AI generation · \S+ 1 1,234 500 \$([\d.]+)/.exec(page!)!;
  // What the balance included, and what was beyond it.
  expect(Math.round(Number(cost) * 1e9)).toBe(10_000_000 + Number(line.amountNanos));
});

test("what is open says what is due and until when; once it is paid, when and by what, the same bytes from then on", async () => {
  const id = "by_other_means";
  await must("POST", "/customers", { id, fullName: "Ada" });
  await must("POST", `/customers/${id}/payment-methods`, { testCard: "declined" });
  const open = await must("POST", "/invoices", { customerId: id, amount: 12_345, description: "Setup" });
  const asked = await pdf(open);
  const [before] = await pagesOf(asked);
  expect(before).toContain(`Total $123.45 Amount due by ${dateText(new Date(open.dueAt))} (USD) $123.45`);
  expect(before).not.toContain("Paid");
  expect(Buffer.compare(await pdf(open), asked)).toBe(0);
  await must("POST", `/invoices/${open.id}/credit-notes`, { amount: 2_345, reason: "Less" });
  const paid = await must("PATCH", `/invoices/${open.id}/status`, { status: "paid" });
  const answered = await pdf(open);
  const [after] = await pagesOf(answered);
  expect(after).toContain(
    `Total $123.45 Credited afterwards −$23.45 Paid on ${dateText(new Date(paid.paidAt))} by other means −$100.00 Amount due (USD) $0.00`,
  );
  expect(Buffer.compare(await pdf(open), answered)).toBe(0);
  // What is credited from here on was paid before: it is no part of the sum.
  await must("POST", `/invoices/${open.id}/credit-notes`, {
    amount: 1_000,
    reason: "Late",
    settlement: "outside",
  });
  const [credited] = await pagesOf(await pdf(open));
  expect(credited).toContain("Credited afterwards −$23.45 Paid on");
  expect(credited).toContain("Credited after it was paid $10.00.");
});

test("what a customer's credits paid is said, and a draft asks for nothing yet", async () => {
  const id = "by_credits";
  await must("POST", "/customers", { id, fullName: "Ada" });
  await must("POST", `/customers/${id}/credits`, { amount: 500, currency: "USD", reason: "Sorry" });
  const made = await must("POST", "/invoices", { customerId: id, amount: 500, description: "Setup" });
  const [page] = await pagesOf(await pdf(made));
  expect(page).toContain(
    "Subtotal $5.00 Paid from customer credits −$5.00 Total $0.00 Amount due (USD) $0.00",
  );
  expect(page).not.toContain("by other means");
  const draft = await must("POST", "/invoices", {
    customerId: id,
    amount: 500,
    description: "Later",
    draft: true,
  });
  const [drafted] = await pagesOf(await pdf(draft));
  expect(drafted).toContain("Total (USD) $5.00");
  expect(drafted).not.toContain("Amount due");
  // Said once: the only line says it.
  expect(drafted!.match(/Later/g)).toHaveLength(1);
});

test("a document is the same bytes each time, and what was finalized keeps the names of its day", async () => {
  const invoice = await must("POST", "/invoices", {
    customerId: "metered_1",
    amount: 12_345,
    description: "Setup",
  });
  const before = await pdf(invoice);
  await must("PATCH", "/customers/metered_1", { fullName: "Somebody Else" });
  await must("PATCH", "/branding", { legalName: "Renamed", accentColor: "#111111", logo: null });
  expect(Buffer.compare(await pdf(invoice), before)).toBe(0);
  const later = await must("POST", "/invoices", { customerId: "metered_1", amount: 1, description: "Later" });
  const [page] = await pagesOf(await pdf(later));
  expect(page).toContain("Somebody Else");
  expect(page).toContain("Renamed");
});

test("a link needs no key, is worth nothing once it has expired, and cannot be made up", async () => {
  const invoice = await must("POST", "/invoices", {
    customerId: "metered_1",
    amount: 1,
    description: "Linked",
  });
  const link = await must("POST", `/invoices/${invoice.id}/download-links`);
  expect(link).toMatchObject({ object: "invoice_download", fileName: `${invoice.number}.pdf` });
  const get = (url: string) => instance.app.request(url);
  const answer = await get(link.url);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  expect(Buffer.compare(Buffer.from(await answer.arrayBuffer()), await pdf(invoice))).toBe(0);
  const [start, token] = [link.url.slice(0, link.url.lastIndexOf("/") + 1), link.url.split("/").at(-1)];
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === "A" ? "B" : "A";
    expect((await get(`${start}${token.slice(0, at)}${other}${token.slice(at + 1)}`)).status, `${at}`).toBe(
      404,
    );
  }
  for (const none of ["x", "%20", "a".repeat(2_000), token.slice(0, -4)])
    expect((await get(start + none)).status, none.slice(0, 10)).toBe(404);
  instance.clock.set(new Date(Date.parse(link.expiresAt)).toISOString());
  expect((await get(link.url)).status).toBe(404);
  instance.clock.reset();
});

const printed = (lines: number, size: "A4" | "LETTER"): PrintedDocument => ({
  kind: "Invoice",
  number: "INV-000001",
  size,
  accent: "#1d4ed8",
  logo: undefined,
  stamp: { text: "OPEN", tone: "neutral" },
  seller: undefined,
  buyer: { name: "Buyer", lines: [] },
  facts: [],
  lines: Array.from({ length: lines }, (_, i) => ({
    description: `Line ${i} ${"with a long name that has to be wrapped ".repeat(i % 4)}`,
    details: ["31 Jan 2032 – 28 Feb 2032"],
    quantity: "1",
    unitPrice: "$1.00",
    amount: `$${i}.00`,
  })),
  totals: [{ label: "Total", amount: "$1.00" }],
  notes: [["How to pay", "By hand"]],
  tables: [],
  footer: "Foot",
  issuedAt: new Date(0),
});

test("many lines go over as many pages as they need, each with its head and foot, none lost, on either paper", async () => {
  for (const size of ["A4", "LETTER"] as const) {
    const pages = await pagesOf(await drawDocument(printed(150, size)));
    expect(pages.length).toBeGreaterThan(5);
    for (const [i, page] of pages.entries()) {
      expect(page).toContain("Foot");
      expect(page).toContain(`Page ${i + 1} of ${pages.length}`);
      if (page.includes("Line ")) expect(page).toContain("Description Quantity Unit price Amount");
    }
    const found = pages.join(" ").match(/\bLine \d+ .*?\$1\.00 \$(\d+)\.00/g)!;
    expect(found.map((text) => Number(/\$(\d+)\.00$/.exec(text)![1]))).toEqual([...Array(150).keys()]);
  }
});
