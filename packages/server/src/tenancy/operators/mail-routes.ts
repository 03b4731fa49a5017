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
    summary: "Get the mail settings of the server",
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
    summary: "Send a test mail to yourself",
    description: "It goes only to the address of the signed-in operator.",
    answer: SentTestMail,
    errors: ["mail_not_configured"],
    idempotency: "none",
    handle: async ({ caller }) => {
      if (!mailer)
        throw new FarthingError(
          "mail_not_configured",
          "This server is not configured to send mail. Set FARTHING_SMTP_URL and FARTHING_MAIL_FROM and restart it.",
        );
      const { email } = operatorOf(caller);
      await mailer.send({ to: email, subject: "Test mail from Farthing", text: TEXT, attachments: [] });
      return { object: "sent_test_mail" as const, to: email };
    },
  }),
];

const TEXT = `Hello,

this is a test mail sent from the settings of your dashboard. Since it has arrived, invoices can be sent as well.
`;
