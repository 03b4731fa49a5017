export { addCheckoutPages } from "./checkout/pages.js";
export { subscriptionCheckouts } from "./checkout/subscription-checkouts.js";
export { collectInvoices } from "./collect-invoice.js";
export { type Providers, providerOf } from "./providers/choice.js";
export type { ExternalProvider } from "./providers/provider.js";
export { paymentRetries } from "./retry-payments.js";
export { paymentEndpoints } from "./routes.js";
export { type SendDependencies, sendPending } from "./send-pending.js";
export { refundedOfInvoices } from "./store.js";
