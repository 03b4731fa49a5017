/** Operators: who signs in to the dashboard, and what the dashboard asks of the server beside the API. */
import { z } from "zod";
import { OPERATOR_ROLES } from "./operator-roles.js";
import { answeredTime, idSchema, resource, text } from "./primitives.js";

const operatorRole = z.enum(OPERATOR_ROLES).meta({
  description:
    "`owner` and `admin`: everything, including members and API keys (only an owner can make an owner); `member`: everything except members and API keys; `viewer`: read only",
});

/** As whoever signs in gives it: by the same rule, or nobody could who was let in. */
export const operatorEmail = z.string().trim().pipe(z.email("must be an e-mail address").max(254));
const password = text(128, 10).meta({ description: "10 to 128 characters" });
const token = text(200).meta({ description: "The part of the link after `#`" });

/** Without the environment's data: it is the same in both. */
const ofOrganization = <T extends string>(object: T) => ({ object: z.literal(object) });

export const SignIn = z.strictObject({ email: operatorEmail, password: text(128) }).meta({ id: "SignIn" });
export const SignedIn = z.object(ofOrganization("signed_in")).meta({ id: "SignedIn" });

export const ReadOperatorLink = z.strictObject({ token }).meta({ id: "ReadOperatorLink" });
export const OperatorLink = z
  .object({
    ...ofOrganization("operator_link"),
    kind: z.enum(["setup", "invitation", "reset"]),
    email: z.string().nullable().meta({ description: "Who the link is for; null for the first setup" }),
    role: operatorRole,
    organization: z.string(),
  })
  .meta({ id: "OperatorLink" });

export const AcceptOperatorLink = z
  .strictObject({
    token,
    password,
    name: text(100).optional().meta({ description: "Required for a new operator" }),
    email: operatorEmail.optional().meta({ description: "Required for the first setup" }),
  })
  .meta({ id: "AcceptOperatorLink" });
export const AcceptedOperatorLink = z
  .object({ ...ofOrganization("accepted_operator_link"), email: z.string() })
  .meta({ id: "AcceptedOperatorLink" });

export const OperatorEnvironment = z
  .object({
    id: idSchema("env"),
    kind: z.enum(["sandbox", "live"]),
    frozenTime: answeredTime.nullable().meta({ description: "Where a sandbox's clock stands still" }),
  })
  .meta({ id: "OperatorEnvironment" });

export const Me = z
  .object({
    ...ofOrganization("me"),
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: operatorRole,
    managesAccess: z.boolean(),
    organization: z.object({ id: idSchema("org"), name: z.string() }),
    environments: z.array(OperatorEnvironment),
    version: z.string().meta({ description: "Version of the server" }),
  })
  .meta({ id: "Me" });

export const Member = z
  .object({
    ...ofOrganization("member"),
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: operatorRole,
    createdAt: answeredTime,
  })
  .meta({ id: "Member" });
/** What can be withdrawn while nobody has used it. */
export const OpenOperatorLink = z
  .object({
    ...ofOrganization("open_operator_link"),
    id: idSchema("olink"),
    kind: z.enum(["invitation", "reset"]).meta({ description: "`reset`: sets a new password" }),
    email: z.string(),
    role: operatorRole,
    createdAt: answeredTime,
    expiresAt: answeredTime,
  })
  .meta({ id: "OpenOperatorLink" });
export const MemberList = z
  .object({
    ...ofOrganization("members"),
    members: z.array(Member),
    links: z.array(OpenOperatorLink).meta({ description: "Empty for operators who do not manage access" }),
  })
  .meta({ id: "MemberList" });

export const InviteMember = z
  .strictObject({ email: operatorEmail, role: operatorRole })
  .meta({ id: "InviteMember" });
export const UpdateMember = z.strictObject({ role: operatorRole }).meta({ id: "UpdateMember" });
/** A link is handed over by whoever made it; it is shown once. */
export const CreatedOperatorLink = z
  .object({
    ...ofOrganization("created_operator_link"),
    path: z.string().meta({ description: "Path below the dashboard's address" }),
    email: z.string(),
    expiresAt: answeredTime,
  })
  .meta({ id: "CreatedOperatorLink" });
export const RemovedMember = z
  .object({ ...ofOrganization("member"), id: z.string(), deleted: z.literal(true) })
  .meta({ id: "RemovedMember" });

export const MailState = z
  .object({
    ...ofOrganization("mail_state"),
    server: z.string().nullable().meta({
      description: "null if no mail server is configured; nothing is sent",
      example: "smtp.example.com:587",
    }),
    from: z.string().nullable().meta({ example: "Example <billing@example.com>" }),
  })
  .meta({ id: "MailState" });
export const SentTestMail = z
  .object({ ...ofOrganization("sent_test_mail"), to: z.string() })
  .meta({ id: "SentTestMail" });

export const GettingStarted = z
  .object({
    ...resource("getting_started"),
    key: z.string().nullable().meta({
      description:
        "The sandbox key created with the instance, in plain text; null in live, for viewers, and if the server does not have it",
    }),
    steps: z.object({
      feature: z.boolean(),
      plan: z.boolean(),
      customer: z.boolean(),
      subscription: z.boolean(),
      event: z.boolean(),
    }),
  })
  .meta({ id: "GettingStarted" });
