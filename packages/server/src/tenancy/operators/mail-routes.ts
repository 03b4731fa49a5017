/** By what this server sends mail, and whether that works. */
import { MailState, SentTestMail } from "@farthing/contract";
import { endpoint, FarthingError, type Mailer, operatorOf } from "../../platform/index.js";

const tag = "Mail";

/** @param mailer undefined where the server was started without a mail server */
export const mailEndpoints = (mailer: Mailer | undefined) => [
  endpoint({
    operationId: "getMailState",
    method: "get",
    path: "/mail",
    audience: "operator",
    tag,
    summary: "By what this server sends mail",
    answer: MailState,
    handle: async () => ({
      object: "mail_state" as const,
      server: mailer?.server ?? null,
      from: mailer?.from ?? null,
    }),
  }),
  endpoint({
    operationId: "sendTestMail",
    method: "post",
    path: "/mail/test",
    audience: "operator",
    tag,
    summary: "Send a mail to whoever is signed in",
    description: "To their own address alone, so that nobody else is bothered.",
    answer: SentTestMail,
    errors: ["mail_not_configured"],
    idempotency: "none",
    handle: async ({ caller }) => {
      if (!mailer)
        throw new FarthingError(
          "mail_not_configured",
          "This server sends no mail: set FARTHING_SMTP_URL and FARTHING_MAIL_FROM, and start it again.",
        );
      const { email } = operatorOf(caller);
      await mailer.send({ to: email, subject: "A test of Farthing's mail", text: TEXT, attachments: [] });
      return { object: "sent_test_mail" as const, to: email };
    },
  }),
];

const TEXT = `Hello,

this is a test that was sent from the settings of your dashboard. It has arrived, so invoices will as well.
`;
