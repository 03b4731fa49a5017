/** Every page of somebody who is signed in, and its heading. */
export const EVERY_PAGE = [
  ["/overview", "Overview"],
  ["/getting-started", "Getting started"],
  ["/customers", "Customers"],
  ["/invoices", "Invoices"],
  ["/plans", "Plans"],
  ["/plans/pro", "Pro"],
  ["/features", "Features"],
  ["/ai-costs", "AI costs"],
  ["/events", "Events"],
  ["/refused-usage", "Refused usage"],
  ["/models", "Models"],
  ["/models/anthropic/claude-sonnet-4-20250514", "Claude Sonnet 4"],
  ["/test-clock", "Test clock"],
  ["/api-keys", "API keys"],
  ["/members", "Members"],
] as const;
