/** What the portal asks of the server: the operations of `/api/portal`, with the session of this browser. */
import type { Schemas } from "../api/schemas";
import { send } from "../api/send";

type Query = Record<string, string | number | undefined>;

const PREFIX = "/api/portal";
/** The session that the page shows. The browser has one cookie, and a link opened in another tab makes it another's. */
let sessionId: string | undefined;
export const shownSession = (): string | undefined => sessionId;
export const showSession = (id: string | undefined): void => {
  sessionId = id;
};

const get = <T>(path: string, query: Query = {}) => send<T>("GET", PREFIX + path, { query, sessionId });
const write = <T>(method: string, path: string, body?: unknown) =>
  send<T>(method, PREFIX + path, { body, sessionId });
/** What costs something is sent under a key, so that a second click, or a second try, is the same one. */
const buy = <T>(path: string, body: unknown, idempotencyKey: string) =>
  send<T>("POST", PREFIX + path, { body, sessionId, idempotencyKey });

export const portalApi = {
  open: (token: string) => send("POST", `${PREFIX}/session`, { body: { token } }),
  leave: () => send("DELETE", `${PREFIX}/session`),
  /** Of whoever the browser lets in by now. */
  me: () => send<Schemas["Portal"]>("GET", `${PREFIX}/me`),
  subscription: () => get<Schemas["PortalSubscription"] | null>("/subscription"),
  features: () => get<Schemas["PortalFeatureList"]>("/features"),
  usage: (query: Query) => get<Schemas["PortalUsage"]>("/usage", query),
  receipts: (query: Query) => get<Schemas["ReceiptList"]>("/receipts", query),
  receipt: (id: string) => get<Schemas["Receipt"]>(`/receipts/${id}`),
  entries: (query: Query) => get<Schemas["PortalEntryList"]>("/entries", query),
  creditPacks: () => get<Schemas["PortalCreditPackList"]>("/credit-packs"),
  topUp: (amount: number, key: string) => buy<Schemas["PortalPurchase"]>("/topups", { amount }, key),
  buyPack: (creditPackId: string, key: string) =>
    buy<Schemas["PortalPurchase"]>("/credit-packs/purchases", { creditPackId }, key),
  purchase: (id: string) => get<Schemas["PortalPurchase"]>(`/purchases/${id}`),
  plans: () => get<Schemas["PortalPlanList"]>("/plans"),
  previewChange: (body: Schemas["PreviewPortalChange"]) =>
    write<Schemas["PortalChangePreview"]>("POST", "/plan/preview", body),
  changePlan: (body: Schemas["PortalPlanChange"], key: string) =>
    buy<Schemas["PortalChange"]>("/plan/change", body, key),
  takeChangeBack: () => write("DELETE", "/plan/change"),
  cancel: (reason: string) => write("POST", "/plan/cancel", reason ? { reason } : {}),
  ended: () => get<Schemas["EndedPortalSubscription"] | null>("/plan/ended"),
  reactivate: (key: string) => buy<Schemas["PortalReactivation"]>("/plan/reactivate", {}, key),
  payPlan: () => write<Schemas["PortalPage"]>("POST", "/plan/pay", {}),
  uncancel: () => write("POST", "/plan/uncancel", {}),
  seats: () => get<Schemas["PortalSeatsList"]>("/seats"),
  previewSeats: (featureCode: string, body: Schemas["PreviewPortalSeats"]) =>
    write<Schemas["PortalSeatPreview"]>("POST", `/seats/${featureCode}/preview`, body),
  setSeats: (featureCode: string, body: Schemas["SetPortalSeats"]) =>
    write<Schemas["PortalSeatChange"]>("PUT", `/seats/${featureCode}`, body),
  paymentMethods: () => get<Schemas["PortalPaymentMethodList"]>("/payment-methods"),
  cardPage: () => write<Schemas["PortalPage"]>("POST", "/payment-methods/page", {}),
  chooseCard: (id: string) => write("PUT", `/payment-methods/${id}/default`, {}),
  removeCard: (id: string) => write("DELETE", `/payment-methods/${id}`),
  invoices: (query: Query) => get<Schemas["PortalInvoiceList"]>("/invoices", query),
  invoice: (id: string) => get<Schemas["PortalInvoice"]>(`/invoices/${id}`),
  creditNotes: (query: Query) => get<Schemas["PortalCreditNoteList"]>("/credit-notes", query),
  credits: (query: Query) => get<Schemas["PortalCreditList"]>("/customer-credits", query),
  /** Of what was bought beside the plan and is not paid. */
  cancelPurchase: (invoiceId: string) =>
    write<Schemas["PortalInvoice"]>("POST", `/invoices/${invoiceId}/cancel`, {}),
  payInvoice: (id: string) => write<Schemas["PortalPage"]>("POST", `/invoices/${id}/pay`, {}),
};

export const pdfOf = (id: string): string => `${PREFIX}/invoices/${id}/pdf`;
export const pdfOfCreditNote = (id: string): string => `${PREFIX}/credit-notes/${id}/pdf`;
export const LOGO = `${PREFIX}/logo`;

export type Portal = Schemas["Portal"];
export type Subscription = Schemas["PortalSubscription"];
export type EndedSubscription = Schemas["EndedPortalSubscription"];
export type CreditNote = Schemas["PortalCreditNote"];
export type Credit = Schemas["PortalCredit"];
export type Receipt = Schemas["Receipt"];
export type Plan = Schemas["PortalPlan"];
export type Invoice = Schemas["PortalInvoiceList"]["data"][number];
