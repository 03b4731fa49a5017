/**
 * Sends mail over SMTP, by nodemailer: it has no dependencies, knows what servers want of a client (TLS, logins, line
 * lengths, encodings), and keeps line breaks out of headers.
 */
import nodemailer from "nodemailer";
import { FarthingError } from "../errors.js";

export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://`. */
  readonly smtpUrl: string;
  /** `Example <billing@example.com>` */
  readonly from: string;
}

export interface Mail {
  readonly to: string;
  readonly replyTo?: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly {
    readonly filename: string;
    readonly content: Buffer;
    readonly contentType: string;
  }[];
}

/** What mail goes out by. */
export interface Mailer {
  readonly from: string;
  /** `host:port`, without what it is signed in with. */
  readonly server: string;
  readonly send: SendMail;
}

/** @throws FarthingError `validation_error` at `to` where the server does not take the address; `unavailable` where it cannot be reached */
export type SendMail = (mail: Mail) => Promise<void>;

const PATIENCE_MS = 10_000;
const PORTS: Readonly<Record<string, string>> = { "smtp:": "587", "smtps:": "465" };

export function createMailer({ smtpUrl, from }: MailSettings): Mailer {
  const { protocol, hostname, port } = new URL(smtpUrl);
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    from,
    server: `${hostname}:${port || PORTS[protocol]}`,
    send: async ({ attachments, ...mail }) => {
      try {
        await transport.sendMail({ from, ...mail, attachments: [...attachments] });
      } catch (error) {
        throw refusal(error, mail.to);
      }
    },
  };
}

const FIRST_PERMANENT = 500;

/** What a server says for ever of an address is the caller's to mend; anything else may go better later. */
function refusal(error: unknown, to: string): FarthingError {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
  if (code === "EENVELOPE" && responseCode >= FIRST_PERMANENT) {
    return new FarthingError("validation_error", `to: the mail server does not accept ${to}`, {
      param: "to",
      cause: error,
    });
  }
  return new FarthingError(
    "unavailable",
    "The mail server could not be reached, or did not accept the mail.",
    {
      cause: error,
      retryAfterSeconds: 30,
    },
  );
}
