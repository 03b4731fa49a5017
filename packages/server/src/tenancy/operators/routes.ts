/** Operators, members and the links by which they come. */
import {
  AcceptedOperatorLink,
  AcceptOperatorLink,
  CreatedOperatorLink,
  InviteMember,
  idSchema,
  Me,
  Member,
  MemberList,
  type OpenOperatorLink,
  OperatorLink,
  ReadOperatorLink,
  RemovedMember,
  text,
  UpdateMember,
} from "@farthing/contract";
import { z } from "zod";
import { type Clock, endpoint, FarthingError, type Id, operatorOf } from "../../platform/index.js";
import { acceptLink, readLink } from "./accept-link.js";
import { changeMember } from "./change-member.js";
import { inviteOperator, resetPassword } from "./invite-operator.js";
import { type CreatedLink, linkPath } from "./link.js";
import { managesAccess, mayGive } from "./role.js";
import {
  deleteLink,
  findMember,
  findOrganizationById,
  listMembers,
  listOpenLinks,
  type OperatorLinkRow,
  organizationEnvironments,
} from "./store.js";

const tag = "Operators";
const memberParams = z.object({ id: text(64) });

export const operatorEndpoints = ({ clock, version }: { clock: Clock; version: string }) => [
  endpoint({
    operationId: "readOperatorLink",
    method: "post",
    path: "/links/read",
    audience: "anyone",
    tag,
    summary: "Get what a link is for",
    description: "Only reads. The token is a secret, so it is sent in the body and not in the URL.",
    body: ReadOperatorLink,
    answer: OperatorLink,
    errors: ["not_found"],
    idempotency: "none",
    handle: async ({ db, body }) => {
      const link = await readLink(db, clock.real(), body.token);
      const { name } = await findOrganizationById(db, link.organizationId);
      const { kind, email, role } = link;
      return { object: "operator_link" as const, kind, email, role, organization: name };
    },
  }),
  endpoint({
    operationId: "acceptOperatorLink",
    method: "post",
    path: "/links/accept",
    audience: "anyone",
    tag,
    summary: "Set a password with a link",
    body: AcceptOperatorLink,
    answer: AcceptedOperatorLink,
    errors: ["not_found"],
    idempotency: "none",
    handle: async ({ db, body }) => {
      const { email } = await acceptLink(db, clock.real(), body);
      return { object: "accepted_operator_link" as const, email };
    },
  }),
  endpoint({
    operationId: "getMe",
    method: "get",
    path: "/me",
    audience: "operator",
    tag,
    summary: "Get the signed-in operator",
    answer: Me,
    handle: async ({ db, caller }) => {
      const operator = operatorOf(caller);
      const [organization, environments] = await Promise.all([
        findOrganizationById(db, operator.organizationId),
        organizationEnvironments(db, operator.organizationId),
      ]);
      return {
        object: "me" as const,
        id: operator.id,
        name: operator.name,
        email: operator.email,
        role: operator.role,
        managesAccess: managesAccess(operator.role),
        organization: { id: organization.id, name: organization.name },
        environments: environments.map(({ id, kind, frozenAt }) => ({
          id,
          kind,
          frozenTime: frozenAt?.toISOString() ?? null,
        })),
        version,
      };
    },
  }),
  endpoint({
    operationId: "listMembers",
    method: "get",
    path: "/members",
    audience: "operator",
    tag,
    summary: "List members and open links",
    answer: MemberList,
    handle: async ({ db, caller }) => {
      const { organizationId } = operatorOf(caller);
      const [members, links] = await Promise.all([
        listMembers(db, organizationId),
        caller.managesAccess ? listOpenLinks(db, organizationId, clock.real()) : [],
      ]);
      return {
        object: "members" as const,
        members: members.map(shapeMember),
        links: links.map(shapeOpenLink),
      };
    },
  }),
  endpoint({
    operationId: "inviteMember",
    method: "post",
    path: "/members/invitations",
    audience: "operator",
    managesAccess: true,
    tag,
    summary: "Create a link to invite a member",
    description: "The link is shown once and valid for a week. Share it yourself: no mail is sent.",
    body: InviteMember,
    answer: CreatedOperatorLink,
    status: 201,
    errors: ["duplicate"],
    idempotency: "none",
    handle: async ({ db, caller, body }) => {
      const { organizationId, role } = operatorOf(caller);
      if (!mayGive(role, body.role))
        throw new FarthingError("forbidden", "Only an owner can make someone an owner.");
      return shapeLink(body.email, await inviteOperator(db, clock.real(), { organizationId, ...body }));
    },
  }),
  endpoint({
    operationId: "withdrawOperatorLink",
    method: "delete",
    path: "/members/links/{id}",
    audience: "operator",
    managesAccess: true,
    tag,
    summary: "Withdraw an unused link",
    params: z.object({ id: idSchema("olink") }),
    answer: RemovedMember,
    errors: ["not_found"],
    handle: async ({ db, caller, params }) => {
      if (!(await deleteLink(db, operatorOf(caller).organizationId, params.id as Id<"olink">)))
        throw new FarthingError("not_found", `There is no open link ${params.id}.`, { param: "id" });
      return { object: "member" as const, id: params.id, deleted: true as const };
    },
  }),
  endpoint({
    operationId: "updateMember",
    method: "patch",
    path: "/members/{id}",
    audience: "operator",
    managesAccess: true,
    tag,
    summary: "Change a member's role",
    params: memberParams,
    body: UpdateMember,
    answer: Member,
    errors: ["not_found", "last_owner"],
    handle: async ({ db, caller, params, body }) => {
      const { organizationId, role: by } = operatorOf(caller);
      const change = { organizationId, by, operatorId: params.id, role: body.role };
      const { operator, membership } = await changeMember(db, change);
      return shapeMember({ operator, membership: { ...membership, role: body.role } });
    },
  }),
  endpoint({
    operationId: "removeMember",
    method: "delete",
    path: "/members/{id}",
    audience: "operator",
    managesAccess: true,
    tag,
    summary: "Remove a member",
    description: "Their sessions end within a second.",
    params: memberParams,
    answer: RemovedMember,
    errors: ["not_found", "last_owner"],
    handle: async ({ db, caller, params }) => {
      const { organizationId, role: by } = operatorOf(caller);
      await changeMember(db, { organizationId, by, operatorId: params.id, role: undefined });
      return { object: "member" as const, id: params.id, deleted: true as const };
    },
  }),
  endpoint({
    operationId: "resetMemberPassword",
    method: "post",
    path: "/members/{id}/password-link",
    audience: "operator",
    managesAccess: true,
    tag,
    summary: "Create a link to reset a member's password",
    description:
      "Valid for a day. Using it ends the member's open sessions and voids their other links. The link also becomes void if the member's role changes or the member is removed.",
    params: memberParams,
    answer: CreatedOperatorLink,
    status: 201,
    errors: ["not_found"],
    idempotency: "none",
    handle: async ({ db, caller, params }) => {
      const { organizationId, role } = operatorOf(caller);
      const member = await findMember(db, organizationId, params.id);
      if (!member) throw new FarthingError("not_found", `There is no member ${params.id}.`, { param: "id" });
      if (!mayGive(role, member.membership.role))
        throw new FarthingError("forbidden", "Only an owner can reset an owner's password.");
      const { email } = member.operator;
      return shapeLink(email, await resetPassword(db, clock.real(), { organizationId, email }));
    },
  }),
];

const shapeMember = ({
  operator,
  membership,
}: NonNullable<Awaited<ReturnType<typeof findMember>>>): z.input<typeof Member> => ({
  object: "member",
  id: operator.id,
  name: operator.name,
  email: operator.email,
  role: membership.role,
  createdAt: membership.createdAt.toISOString(),
});

const shapeOpenLink = (link: OperatorLinkRow): z.input<typeof OpenOperatorLink> => ({
  object: "open_operator_link",
  id: link.id,
  kind: link.kind === "reset" ? "reset" : "invitation",
  email: link.email!,
  role: link.role,
  createdAt: link.createdAt.toISOString(),
  expiresAt: link.expiresAt.toISOString(),
});

const shapeLink = (email: string, link: CreatedLink): z.input<typeof CreatedOperatorLink> => ({
  object: "created_operator_link",
  path: linkPath(link.token),
  email,
  expiresAt: link.expiresAt.toISOString(),
});
