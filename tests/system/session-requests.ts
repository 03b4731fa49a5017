/** Whoever signs in, and a request for every operation that is for them alone: the dashboard's, and the portal's. */
import type { Endpoint } from "../../packages/server/src/platform/index.js";
import type { TestInstance } from "../../packages/server/test/instance.js";
import { type Browser, invite } from "../../packages/server/test/operator.js";
import { enterPortal } from "../../packages/server/test/portal.js";
import type { ValidRequest, World } from "./world.js";

export interface Sessions {
  readonly ownersCookie: string;
  readonly customersCookie: string;
  /** Somebody whom the owner may change. */
  readonly memberId: string;
  /** Nobody has used it. */
  readonly linkId: string;
  readonly linkToken: string;
}

/** For requests that are about somebody else. */
export const NO_SESSIONS: Sessions = {
  ownersCookie: "",
  customersCookie: "",
  memberId: "",
  linkId: "",
  linkToken: "",
};

/** @param owner signed in */
export async function openSessions(instance: TestInstance, owner: Browser, world: World): Promise<Sessions> {
  const member = await invite(instance, owner, "member");
  const email = `${world.externalId}@example.com`;
  const link = await owner.api("POST", "/api/operator/members/invitations", { email, role: "viewer" });
  const { links } = (await owner.api("GET", "/api/operator/members")).body;
  const { cookie } = await enterPortal(instance, world.key, world.customerId);
  return {
    ownersCookie: owner.cookie,
    customersCookie: cookie,
    memberId: (await member.api("GET", "/api/operator/me")).body.id,
    linkId: links.find((open: { email: string }) => open.email === email).id,
    linkToken: link.body.path.split("#")[1],
  };
}

/** As a page of this server asks. */
export function sessionHeaders({ audience }: Endpoint, sessions: Sessions): Record<string, string> {
  const sameOrigin = { "sec-fetch-site": "same-origin" };
  if (audience === "customer") return { ...sameOrigin, cookie: sessions.customersCookie };
  return { ...sameOrigin, cookie: sessions.ownersCookie, "farthing-environment": "sandbox" };
}

/** By operation. `unique` is text that no other request has. */
export function sessionRequests(
  world: World,
  { memberId, linkId, linkToken }: Sessions,
  unique: string,
): Readonly<Record<string, ValidRequest>> {
  const member = { params: { id: memberId } };
  const narrowed = { customerId: world.customerId, feature: world.aiFeatureCode };
  const invoice = { params: { id: world.invoiceId } };
  const card = { params: { id: world.paymentMethodId } };
  const planChange = { body: { planId: world.planCode, billingInterval: "yearly" } };
  return {
    readOperatorLink: { body: { token: linkToken } },
    acceptOperatorLink: {
      body: { token: linkToken, password: "correct horse battery", name: "Ada", email: "ada@example.com" },
    },
    getMe: {},
    listMembers: {},
    inviteMember: { body: { email: `${unique}@example.com`, role: "viewer" } },
    withdrawOperatorLink: { params: { id: linkId } },
    updateMember: { ...member, body: { role: "viewer" } },
    removeMember: member,
    resetMemberPassword: { ...member, body: {} },
    getMailState: {},
    sendTestMail: { body: {} },
    getGettingStarted: {},
    getOverview: { query: { days: "30" } },
    getAiTotals: { query: { ...narrowed, groupBy: "model", from: "2026-01-01T00:00:00Z" } },
    listAiEvents: { query: { ...narrowed, model: `${world.provider}/${world.modelId}`, limit: "10" } },
    getPortal: {},
    getPortalLogo: {},
    getPortalSubscription: {},
    listPortalFeatures: {},
    listPortalEntries: { query: { type: "topup", limit: "10" } },
    getPortalUsage: { query: { groupBy: "day", from: "2026-01-01T00:00:00Z" } },
    listReceipts: { query: { feature: world.aiFeatureCode, limit: "10" } },
    getReceipt: { params: { id: world.eventId } },
    listPortalCreditPacks: {},
    topUpInPortal: { body: { amount: 500 } },
    buyPackInPortal: { body: { creditPackId: world.creditPackId } },
    getPortalPurchase: { params: { id: world.purchaseId } },
    listPortalPlans: {},
    previewChangeInPortal: planChange,
    changePlanInPortal: planChange,
    takeChangeBackInPortal: {},
    cancelInPortal: { body: { reason: "Too dear" } },
    uncancelInPortal: { body: {} },
    getEndedPlanInPortal: {},
    reactivateInPortal: { body: {} },
    listPortalSeats: {},
    setSeatsInPortal: { params: { featureCode: world.seatFeatureCode }, body: { count: 3 } },
    listPortalPaymentMethods: {},
    saveCardInPortal: { body: {} },
    setDefaultCardInPortal: { ...card, body: {} },
    removeCardInPortal: card,
    listPortalInvoices: { query: { limit: "10" } },
    getPortalInvoice: invoice,
    getPortalInvoicePdf: invoice,
    listPortalCreditNotes: { query: { limit: "10" } },
    getPortalCreditNotePdf: { params: { id: world.creditNoteId } },
    payInvoiceInPortal: { ...invoice, body: {} },
  };
}
