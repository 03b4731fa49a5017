/** The groups of operations in the API reference, in the order in which a reader needs them. */

/** By the name that operations have as their `tag`. A test finds those that lack. */
export const API_TAGS: Readonly<Record<string, string>> = {
  Usage:
    "Send what customers used. Each event is priced, charged and written to the ledger in one transaction before the request is answered.",
  "Feature access": "Ask what a customer may use right now, and how much of it is left.",
  Customers: "The people and companies you bill. Name them by Farthing's id or by your own.",
  Features: "What you meter, switch on, or sell by the seat.",
  Plans: "What customers subscribe to: prices, included usage, overage, and how usage is consumed.",
  "Plan groups": "Ranked plans that customers move between. The rank decides what is an upgrade.",
  "Exchange rates": "Rates by which costs in US dollars become costs in a customer's currency.",
  Subscriptions: "Who is on which plan, and every move between plans and states.",
  Seats: "Seats of a subscription: paid in advance, or trued up at the end of the period.",
  Ledger: "Every change of a balance, with the balance after it.",
  "Credit packs and top-ups": "What customers buy in addition to their plan: credits, or more balance.",
  Invoices: "What is owed, line by line, down to the events behind each line.",
  "Credit notes": "Corrections of finalized invoices.",
  Payments: "Payments that you request, and the pages where customers pay.",
  Transactions: "Individual attempts to charge a card, and their refunds.",
  "Payment methods": "A customer's cards on file.",
  Portal: "Links that open the customer portal for one customer.",
  Models: "The AI model catalog: prices by date, your own prices, and names that resolve to a model.",
  Events: "Everything that happened, in the form sent to webhooks.",
  Webhooks: "Your endpoints that receive events, and the deliveries to them.",
  Branding: "The name, logo, colour and address shown on invoices, payment pages and the portal.",
  Settings: "How an environment collects payments, and through which provider.",
  Mail: "The server that invoices are sent through.",
  "API keys": "Keys for programs; the scope of a key says what it may do.",
  "Test clock": "Moves a sandbox's clock forward and carries out everything that falls due on the way.",
  Test: "For trying things out in a sandbox.",
  Operators: "Who may sign in to the dashboard, and in which role.",
  Reports: "Sums over a whole environment, as the dashboard shows them.",
};
