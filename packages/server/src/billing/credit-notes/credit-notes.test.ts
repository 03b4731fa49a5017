/** Corrections: drafts, credit notes, and what becomes of an invoice. */
import { expect, test } from "vitest";
import { type Body, mustSend, send } from "../../../test/instance.js";
import { createLiveKey } from "../../../test/live-key.js";
import { sharedInstance } from "../../../test/one-per-file.js";
import { pagesOf } from "../../../test/pdf-text.js";

let liveKey: string;
/** In live an invoice is open until somebody says what became of it. */
const live = (method: string, path: string, body?: unknown) => send(instance, liveKey, method, path, body);
const must = (method: string, path: string, body?: unknown): Promise<Body> =>
  mustSend(instance, liveKey, method, path, body);
const instance = sharedInstance(async () => {
  liveKey = await createLiveKey(instance);
  await must("POST", "/customers", { id: "ada", fullName: "Ada" });
});

const invoice = (amount: number): Promise<Body> =>
  must("POST", "/invoices", { customerId: "ada", amount, description: "Setup" });
const credit = (id: string, body: object) => live("POST", `/invoices/${id}/credit-notes`, body);
const get = ({ id }: Body): Promise<Body> => must("GET", `/invoices/${id}`);

test("an open invoice is credited in parts, never by more than remains, and is settled when nothing does", async () => {
  const { id } = await invoice(10_000);
  const first = await credit(id, { amount: 2_500, reason: "Two days down" });
  expect([first.status, first.body]).toMatchObject([
    201,
    { object: "credit_note", total: 2_500, settlement: "open_amount", reason: "Two days down" },
  ]);
  expect(await get({ id })).toMatchObject({
    status: "open",
    total: 10_000,
    amountCredited: 2_500,
    amountDue: 7_500,
  });
  const more = await credit(id, { amount: 7_501, reason: "Too much" });
  expect([more.status, more.body.error.param]).toEqual([422, "amount"]);
  expect((await credit(id, { amount: 1, reason: "x", settlement: "outside" })).body.error.param).toBe(
    "settlement",
  );
  expect((await live("PATCH", `/invoices/${id}/status`, { status: "void" })).body.error.code).toBe(
    "invalid_state",
  );
  await credit(id, { amount: 7_500, reason: "The rest" });
  expect(await get({ id })).toMatchObject({ status: "paid", amountCredited: 10_000, amountDue: 0 });
  expect((await credit(id, { amount: 1, reason: "x" })).status).toBe(422);
  const { data } = await must("GET", `/credit-notes?invoiceId=${id}`);
  expect(data.map(({ total }: Body) => total)).toEqual([7_500, 2_500]);
});

test("two credits at once do not take more than there is, and numbers have no gap", async () => {
  const { id } = await invoice(1_000);
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => credit(id, { amount: 300, reason: "Again" })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  const { data } = await must("GET", "/credit-notes?limit=100");
  const numbers = data.map(({ number }: Body) => number).reverse();
  expect(numbers).toEqual(numbers.map((_: string, i: number) => `CN-${String(i + 1).padStart(6, "0")}`));
});

test("what was paid becomes a credit that the next invoice costs less", async () => {
  const paid = await invoice(4_000);
  await must("PATCH", `/invoices/${paid.id}/status`, { status: "paid" });
  const note = (await credit(paid.id, { amount: 1_500, reason: "Outage" })).body;
  expect(note.settlement).toBe("customer_credit");
  const next = await invoice(5_000);
  expect(next).toMatchObject({ total: 3_500, amountDue: 3_500 });
  const outside = await credit(paid.id, { amount: 2_500, reason: "By bank", settlement: "outside" });
  expect(outside.status).toBe(201);
  expect(await get(paid)).toMatchObject({
    status: "paid",
    total: 4_000,
    amountCredited: 4_000,
    amountDue: 0,
  });
});

test("a line is credited by its name, and by no more than it billed; the note has a document of its own", async () => {
  const lines = [
    { description: "Onboarding", amount: 600 },
    { description: "Hours", quantity: 2.5, unitPrice: 20_000 },
  ];
  const made = await must("POST", "/invoices", { customerId: "ada", lines, netDays: 30 });
  expect(made.lines.map(({ amount }: Body) => amount)).toEqual([600, 500]);
  expect(made.lines[1]).toMatchObject({ quantity: 2.5, unitPrice: 20_000 });
  expect(Date.parse(made.dueAt) - Date.parse(made.issuedAt)).toBe(30 * 86_400_000);
  const [, hours] = made.lines;
  const note = (
    await credit(made.id, { lines: [{ lineId: hours.id, amount: 200 }], reason: "One hour less" })
  ).body;
  expect(note.lines).toMatchObject([{ invoiceLineId: hours.id, description: "Hours", amount: 200 }]);
  const more = await credit(made.id, { lines: [{ lineId: hours.id, amount: 301 }], reason: "Too much" });
  expect([more.status, more.body.error.param]).toEqual([422, "lines[0].amount"]);
  const [page] = await pagesOf(await must("GET", `/credit-notes/${note.id}/pdf`));
  for (const text of [note.number, made.number, "Hours", "$2.00", "One hour less", "Ada"])
    expect(page).toContain(text);
  const [corrected] = await pagesOf(await must("GET", `/invoices/${made.id}/pdf`));
  expect(corrected).toContain("Credited afterwards −$2.00");
  expect(corrected).toMatch(/Amount due by \d+ \w+ \d+ \(USD\) \$9\.00/);
});

test("the database itself refuses to change a credit note, and what was credited cannot shrink", async () => {
  const { id } = await invoice(1_000);
  await credit(id, { amount: 100, reason: "x" });
  for (const statement of [
    "UPDATE credit_notes SET total_nanos = 1",
    "DELETE FROM credit_note_lines",
    "UPDATE invoices SET credited_nanos = 0 WHERE credited_nanos > 0",
    "UPDATE invoices SET credited_nanos = total_nanos + 1 WHERE status = 'open'",
    "UPDATE invoices SET void_reason = 'x' WHERE status = 'open'",
  ])
    await expect(instance.database.pool.query(statement), statement).rejects.toThrow(/cannot be changed/);
});

test("a draft is changed as often as it takes: its lines as a whole, and its total with them; then never again", async () => {
  const made = await must("POST", "/invoices", {
    customerId: "ada",
    draft: true,
    description: "March",
    netDays: 30,
    lines: [{ description: "Work", amount: 5_000 }],
  });
  const change = (body: object) => live("PATCH", `/invoices/${made.id}`, body);
  const priced = await change({
    lines: [
      { description: "Hours", quantity: 1.5, unitPrice: 333_333 },
      { description: "Discount", amount: -1_000 },
    ],
  });
  // 1.5 × $33.3333 = $49.99995, to the cent, less $10.
  expect(priced.body).toMatchObject({ status: "draft", total: 4_000, description: "March", netDays: 30 });
  expect(priced.body.lines.map(({ description, amount }: Body) => [description, amount])).toEqual([
    ["Hours", 5_000],
    ["Discount", -1_000],
  ]);
  expect((await change({ description: null, netDays: null })).body).toMatchObject({
    total: 4_000,
    description: null,
    netDays: null,
    lines: priced.body.lines,
  });
  for (const [body, param] of [
    [{ lines: [] }, "lines"],
    [{ lines: [{ description: "x" }] }, "lines[0].amount"],
    [{ customerId: "bob" }, "customerId"],
  ] as const) {
    const { status, body: refused } = await change(body);
    expect([status, refused.error.param]).toEqual([422, param]);
  }
  expect((await change({})).status).toBe(422);
  const { total, lines } = await must("POST", `/invoices/${made.id}/finalize`);
  expect([total, lines.length]).toEqual([4_000, 2]);
  const late = await change({ lines: [{ description: "More", amount: 1 }] });
  expect([late.status, late.body.error.code]).toEqual([409, "invalid_state"]);
  expect(await get(made)).toMatchObject({ total: 4_000 });
});

test("a draft has no number until it is finalized, can be deleted until then, and never after", async () => {
  const draft = await must("POST", "/invoices", {
    customerId: "ada",
    draft: true,
    lines: [
      { description: "Work", amount: 5_000 },
      { description: "Discount", amount: -1_000 },
    ],
  });
  expect(draft).toMatchObject({ status: "draft", number: null, total: 4_000, issuedAt: null, dueAt: null });
  const [page] = await pagesOf(await must("GET", `/invoices/${draft.id}/pdf`));
  expect(page).toContain("DRAFT");
  expect((await credit(draft.id, { amount: 1, reason: "x" })).body.error.code).toBe("invalid_state");
  const { status, number } = await must("POST", `/invoices/${draft.id}/finalize`);
  expect([status, /^INV-\d{6}$/.test(number)]).toEqual(["open", true]);
  expect((await live("POST", `/invoices/${draft.id}/finalize`)).body.error.code).toBe("invalid_state");
  expect((await live("DELETE", `/invoices/${draft.id}`)).body.error.code).toBe("invalid_state");
  const other = await must("POST", "/invoices", {
    customerId: "ada",
    draft: true,
    amount: 1,
    description: "x",
  });
  expect(await must("DELETE", `/invoices/${other.id}`)).toMatchObject({ object: "invoice", deleted: true });
  expect((await live("GET", `/invoices/${other.id}`)).status).toBe(404);
  // The number of the next one is the next number.
  const next = await invoice(1);
  expect(Number(next.number.slice(4))).toBe(Number(number.slice(4)) + 1);
});

test("what a correction below zero gave as a credit is not given back by a credit note as well", async () => {
  const paid = await invoice(10_000);
  await must("PATCH", `/invoices/${paid.id}/status`, { status: "paid" });
  await must("POST", "/invoices", {
    customerId: "ada",
    lines: [{ description: "Half of it was wrong", amount: -5_000 }],
    correctsInvoiceId: paid.id,
  });
  const tooMuch = await credit(paid.id, { amount: 5_001, reason: "All of it" });
  expect([tooMuch.status, tooMuch.body.error?.param]).toEqual([422, "amount"]);
  expect((await credit(paid.id, { amount: 5_000, reason: "The rest" })).status).toBe(201);
  // Both are used up here, so that they are not taken off the invoices of other tests.
  expect(await invoice(10_000)).toMatchObject({ total: 0, status: "paid" });
});

test("an invoice is in the currency that is asked for, else in that of the customer's last subscription", async () => {
  await must("POST", "/customers", { id: "eve" });
  await must("POST", "/plans", { name: "Euro", code: "euro" });
  await must("POST", "/plans/euro/prices", { billingInterval: "monthly", price: 1_000 });
  await must("PUT", "/plans/euro/regional", { currency: "EUR", exchangeRate: 0.9 });
  const joined = { customerId: "eve", planCode: "euro", currency: "EUR", activate: true };
  const { id } = await must("POST", "/subscriptions", joined);
  await must("POST", `/subscriptions/${id}/cancel`, { immediate: true });
  const one = { customerId: "eve", amount: 250, description: "Help" };
  expect(await must("POST", "/invoices", one)).toMatchObject({ currency: "EUR", total: 250 });
  const inYen = await must("POST", "/invoices", { ...one, currency: "jpy" });
  expect(inYen).toMatchObject({ currency: "JPY", total: 250 });
  const other = await live("POST", "/invoices", { ...one, currency: "USD", correctsInvoiceId: inYen.id });
  expect([other.status, other.body.error.param]).toEqual([422, "currency"]);
});

test("an invoice says what it corrects, why it is void, and that nobody will pay it", async () => {
  const wrong = await invoice(700);
  const voided = await must("PATCH", `/invoices/${wrong.id}/status`, {
    status: "void",
    reason: "Sent to the wrong one",
  });
  expect(voided).toMatchObject({ status: "void", voidReason: "Sent to the wrong one", amountDue: 0 });
  const right = await must("POST", "/invoices", {
    customerId: "ada",
    amount: 750,
    description: "Corrected",
    correctsInvoiceId: wrong.id,
  });
  expect(right).toMatchObject({ reason: "adjustment", correctsInvoiceId: wrong.id });
  const [page] = await pagesOf(await must("GET", `/invoices/${right.id}/pdf`));
  expect(page).toContain(`Corrects ${wrong.number}`);
  await must("PATCH", `/invoices/${right.id}/status`, { status: "uncollectible" });
  expect((await get(right)).status).toBe("uncollectible");
  expect((await live("PATCH", `/invoices/${right.id}/status`, { status: "uncollectible" })).status).toBe(200);
  expect((await must("PATCH", `/invoices/${right.id}/status`, { status: "paid" })).status).toBe("paid");
  expect((await live("PATCH", `/invoices/${right.id}/status`, { status: "void" })).status).toBe(409);
  await must("POST", "/customers", { id: "bob" });
  const foreign = { customerId: "bob", amount: 1, description: "x", correctsInvoiceId: wrong.id };
  expect((await live("POST", "/invoices", foreign)).body.error.param).toBe("correctsInvoiceId");
});

test("invoices are found by number, by the day of issue, and when they are overdue", async () => {
  instance.clock.set("2033-01-01T00:00:00Z");
  const due = await must("POST", "/invoices", {
    customerId: "ada",
    amount: 1,
    description: "x",
    netDays: 10,
  });
  const list = async (query: string): Promise<string[]> =>
    (await must("GET", `/invoices?${query}`)).data.map(({ id }: Body) => id);
  expect(await list(`number=${due.number}`)).toEqual([due.id]);
  expect(await list("issuedFrom=2033-01-01T00:00:00Z")).toEqual([due.id]);
  expect(await list("issuedFrom=2033-01-01T00:00:00.001Z")).toEqual([]);
  expect(await list("issuedTo=2033-01-01T00:00:00Z&issuedFrom=2032-01-01T00:00:00Z")).toEqual([]);
  instance.clock.set("2033-01-11T00:00:00Z");
  expect(await list("overdue=true")).not.toContain(due.id);
  instance.clock.set("2033-01-11T00:00:00.001Z");
  expect(await list("overdue=true")).toContain(due.id);
  expect(await list("overdue=false")).not.toContain(due.id);
  expect((await live("GET", "/invoices?number=42")).body.error.param).toBe("number");
  instance.clock.reset();
});

test("an invoice of another environment is neither corrected, listed nor found by number, and its lines are not credited", async () => {
  const mine = await invoice(100);
  await credit(mine.id, { amount: 1, reason: "x" });
  await instance.call("POST", "/customers", { id: "ada" });
  const made = { customerId: "ada", amount: 1, description: "x" };
  const theirs = (await instance.call("POST", "/invoices", made)).body;
  const corrected = await instance.call("POST", "/invoices", { ...made, correctsInvoiceId: mine.id });
  expect([corrected.status, corrected.body.error.param]).toEqual([422, "correctsInvoiceId"]);
  const line = { lines: [{ lineId: mine.lines[0].id, amount: 1 }], reason: "x" };
  const credited = await instance.call("POST", `/invoices/${theirs.id}/credit-notes`, line);
  expect([credited.status, credited.body.error.param]).toEqual([422, "lines[0].lineId"]);
  // Numbers are each environment's own: the other one may have this one too.
  for (const list of [`/credit-notes?invoiceId=${mine.id}`, `/invoices?number=${mine.number}`])
    expect(JSON.stringify((await instance.call("GET", list)).body.data), list).not.toContain(mine.id);
});

test("each change of an invoice is told once, as it left it, and so is a credit note", async () => {
  await must("POST", "/customers", { id: "heard" });
  const told = async (): Promise<Body[]> =>
    (await must("GET", "/events?customerId=heard&limit=100")).data.reverse();
  const made = { customerId: "heard", amount: 500, description: "Setup" };
  const [draft, other] = [
    await must("POST", "/invoices", { ...made, draft: true }),
    await must("POST", "/invoices", { ...made, draft: true }),
  ];
  await must("DELETE", `/invoices/${other.id}`);
  const { number, dueAt } = await must("POST", `/invoices/${draft.id}/finalize`);
  const { id: noteId } = (await credit(draft.id, { amount: 100, reason: "Outage" })).body;
  for (const status of ["uncollectible", "uncollectible", "paid"])
    await must("PATCH", `/invoices/${draft.id}/status`, { status });
  const wrong = await must("POST", "/invoices", made);
  await must("PATCH", `/invoices/${wrong.id}/status`, { status: "void", reason: "Not theirs" });
  const news = await told();
  expect(news.map(({ type, data }) => [type, data.invoiceId])).toEqual([
    ["invoice.created", draft.id],
    ["invoice.created", other.id],
    ["invoice.deleted", other.id],
    ["invoice.finalized", draft.id],
    ["credit_note.created", draft.id],
    ["invoice.uncollectible", draft.id],
    ["invoice.paid", draft.id],
    ["invoice.created", wrong.id],
    ["invoice.finalized", wrong.id],
    ["invoice.voided", wrong.id],
  ]);
  const data = news.map((one) => one.data);
  expect(data[0]).toMatchObject({ status: "draft", number: null, total: 500, amountDue: 0, dueAt: null });
  expect(data[3]).toMatchObject({ status: "open", number, total: 500, amountDue: 500, dueAt });
  expect(data[4]).toMatchObject({ creditNoteId: noteId, total: 100, settlement: "open_amount" });
  expect(data[4].invoiceAmountDue).toBe(400);
  expect(data[5]).toMatchObject({ status: "uncollectible", amountCredited: 100, amountDue: 400 });
  expect(data[6]).toMatchObject({ status: "paid", amountDue: 0 });
  expect(data[9]).toMatchObject({ status: "void", voidReason: "Not theirs" });
});
