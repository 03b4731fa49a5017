/**
 * What an operator sets up once, in a real Chromium: who takes the money, and by what mail goes out. Stripe and the mail
 * server are played on this machine.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type MailServer, startMailServer } from "../../packages/server/test/mail-server.js";
import {
  LIVE_STRIPE_KEY,
  type StripeStandIn,
  startStripeStandIn,
  TEST_STRIPE_KEY,
  TEST_WEBHOOK_SECRET,
} from "../../packages/server/test/stripe/stand-in.js";
import { chromiumPath, saySkipped } from "./browser.js";
import { type Operator, openOperator } from "./operator.js";
import { OWNER } from "./stage.js";

if (!chromiumPath()) saySkipped();
// A browser beside a server on a busy machine of two cores.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.skipIf(!chromiumPath())("the settings", () => {
  let operator: Operator;
  let stripe: StripeStandIn;
  let mails: MailServer;
  const known = [TEST_STRIPE_KEY, LIVE_STRIPE_KEY];
  beforeAll(async () => {
    stripe = await startStripeStandIn(known);
    mails = await startMailServer();
    operator = await openOperator({
      environment: {
        FARTHING_STRIPE_API_URL: stripe.url,
        FARTHING_SMTP_URL: mails.smtpUrl.replace("//", "//farthing:mail-password@"),
        FARTHING_MAIL_FROM: "Example <billing@example.com>",
      },
    });
  });
  afterAll(async () => {
    await operator?.close();
    await stripe?.close();
    await mails?.close();
  });

  const typeKeys = async (secretKey: string, webhookSecret = TEST_WEBHOOK_SECRET): Promise<void> => {
    const { field } = operator;
    await field("Secret key").fill(secretKey);
    await field("Webhook secret").fill(webhookSecret);
  };

  test("Stripe is connected by keys that are shown by their ends alone, tested, and disconnected", async () => {
    const { page, go, press, field, dialog, send, fact, accessible, stage } = operator;
    await go("/settings", "Settings");
    await page.getByText("Test cards, built in").waitFor();
    expect(await field("When a paid subscription is created").inputValue()).toBe("immediate");
    await page.getByText("Webhook to add at Stripe").press("Enter");
    const { webhookUrl } = await stage.api.settings.paymentProvider();
    await page.getByText(webhookUrl, { exact: true }).waitFor();
    await page.getByRole("button", { name: "Copy the webhook's address" }).waitFor();
    expect(await page.getByRole("list", { name: "Events of the webhook" }).textContent()).toContain(
      "payment_intent.succeeded",
    );
    await accessible();

    await press("Connect Stripe");
    await accessible();
    await typeKeys(LIVE_STRIPE_KEY);
    await dialog().getByRole("button", { name: "Connect" }).click();
    await page.getByText("the sandbox environment takes test keys").waitFor();
    expect(await field("Secret key").getAttribute("aria-invalid")).toBe("true");
    await typeKeys("sk_test_nobodyknowsthis");
    await dialog().getByRole("button", { name: "Connect" }).click();
    await page.getByText("is unknown to Stripe").waitFor();
    await typeKeys(TEST_STRIPE_KEY, "secret");
    await dialog().getByRole("button", { name: "Connect" }).click();
    await page.getByText("must be the webhook's signing secret").waitFor();
    await typeKeys(TEST_STRIPE_KEY);
    expect(await field("Secret key").getAttribute("type")).toBe("password");
    await send("Connect");
    await page.getByText("Stripe charges the cards").waitFor();
    expect(await fact("Secret key").textContent()).toBe(`…${TEST_STRIPE_KEY.slice(-4)}`);
    expect(await fact("Webhook secret").textContent()).toBe(`…${TEST_WEBHOOK_SECRET.slice(-4)}`);
    await expect.poll(() => field("When a paid subscription is created").inputValue()).toBe("checkout");
    expect(await page.content()).not.toContain(TEST_STRIPE_KEY);
    await accessible();

    await press("Test the connection");
    await page.getByText("Stripe accepts the key.", { exact: true }).waitFor();
    known.splice(0, 1);
    await press("Test the connection");
    await page.getByText("Stripe no longer accepts the key.").waitFor();
    known.unshift(TEST_STRIPE_KEY);

    await press("Disconnect");
    await send("Disconnect");
    await page.getByText("Test cards, built in").waitFor();
    await press("Connect Stripe");
    await page.keyboard.press("Escape");
  });

  test("a test mail arrives at whoever is signed in, and the password of the mail server is nowhere", async () => {
    const { page, go, press, fact, accessible } = operator;
    await go("/settings?tab=mail", "Settings");
    expect(await fact("Sender").textContent()).toBe("Example <billing@example.com>");
    expect(await fact("Server").textContent()).toBe(new URL(mails.smtpUrl).host);
    expect(await page.content()).not.toContain("mail-password");
    await accessible();
    await press(`Send a test mail to ${OWNER.email}`);
    await page.getByText(`accepted a mail to ${OWNER.email}`).waitFor();
    expect(mails.received.map(({ to }) => to)).toEqual([[OWNER.email]]);
  });
});
