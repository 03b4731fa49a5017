import { useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Confirm } from "../../parts/confirm";
import { Snippet } from "../../parts/copy";
import { CreateButton } from "../../parts/create-button";
import { Dialog } from "../../parts/dialog";
import { SelectField, TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { Page } from "../../parts/page";
import { Loaded } from "../../parts/states";
import { RowActions, Table } from "../../parts/table";
import { Day, formatDate } from "../../parts/time";

type Member = Schemas["Member"];
type Role = Member["role"];
type Link = Schemas["CreatedOperatorLink"];

const ROLES: readonly (readonly [Role, string])[] = [
  ["owner", "Owner"],
  ["admin", "Admin"],
  ["member", "Member"],
  ["viewer", "Viewer"],
];

const MEMBERS = [["members"]] as const;

export function MembersPage() {
  const { operator, me } = useSession();
  const query = useQuery({ queryKey: ["members"], queryFn: operator.members });
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<Link>();
  const [removing, setRemoving] = useState<Member>();
  const role = useChange({
    change: ({ id, role }: { id: string; role: Role }) => operator.changeRole(id, role),
    said: "The role is changed.",
    concerns: MEMBERS,
  });
  const reset = useChange({
    change: (id: string) => operator.passwordLink(id),
    concerns: MEMBERS,
    onDone: setLink,
  });
  const withdraw = useChange({
    change: (id: string) => operator.withdrawLink(id),
    said: "The link is withdrawn.",
    concerns: MEMBERS,
  });
  return (
    <Page
      title="Members"
      description="People who can sign in to this dashboard. Viewers can read; members can change everything except API keys and members."
      actions={
        me.managesAccess && (
          <CreateButton icon={UserPlus} onClick={() => setInviting(true)}>
            Invite
          </CreateButton>
        )
      }
    >
      <Loaded query={query}>
        {({ members, links }) => (
          <>
            <Card flush>
              <Table
                label="Members"
                rows={members}
                rowKey={({ id }) => id}
                columns={[
                  {
                    name: "Name",
                    cell: (member) => (
                      <>
                        <span className="font-medium">{member.name}</span>
                        {member.id === me.id && <span className="text-ink-muted"> (you)</span>}
                        <span className="block break-all text-ink-muted">{member.email}</span>
                      </>
                    ),
                  },
                  {
                    name: "Role",
                    cell: (member) =>
                      me.managesAccess ? (
                        <SelectField
                          label={`Role of ${member.name}`}
                          hideLabel
                          className="min-w-28"
                          value={member.role}
                          onChange={(event) =>
                            role.mutate({ id: member.id, role: event.target.value as Role })
                          }
                          options={ROLES}
                        />
                      ) : (
                        <Badge>{member.role}</Badge>
                      ),
                  },
                  { name: "Since", wide: true, cell: ({ createdAt }) => <Day at={createdAt} /> },
                  {
                    name: "Actions",
                    figure: true,
                    cell: (member) =>
                      me.managesAccess && (
                        <RowActions>
                          <Button look="quiet" onClick={() => reset.mutate(member.id)}>
                            Password link
                          </Button>
                          <Button look="quiet" onClick={() => setRemoving(member)}>
                            Remove
                          </Button>
                        </RowActions>
                      ),
                  },
                ]}
              />
            </Card>
            {links.length > 0 && (
              <Card flush title="Open links">
                <Table
                  label="Open links"
                  rows={links}
                  rowKey={({ id }) => id}
                  columns={[
                    { name: "E-mail", cell: ({ email }) => <span className="break-all">{email}</span> },
                    { name: "Role", cell: (link) => <Badge>{link.role}</Badge> },
                    { name: "For", cell: ({ kind }) => (kind === "reset" ? "Password reset" : "Invitation") },
                    { name: "Valid until", wide: true, cell: ({ expiresAt }) => <Day at={expiresAt} /> },
                    {
                      name: "Actions",
                      figure: true,
                      cell: ({ id }) => (
                        <RowActions>
                          <Button look="quiet" onClick={() => withdraw.mutate(id)}>
                            Withdraw
                          </Button>
                        </RowActions>
                      ),
                    },
                  ]}
                />
              </Card>
            )}
          </>
        )}
      </Loaded>
      {inviting && (
        <Invite
          onClose={() => setInviting(false)}
          onInvited={(created) => {
            setInviting(false);
            setLink(created);
          }}
        />
      )}
      {removing && (
        <Confirm
          title={`Remove ${removing.name}?`}
          description="They are signed out immediately. Their past changes stay."
          action="Remove"
          send={() => operator.removeMember(removing.id)}
          said={`${removing.name} is no longer a member.`}
          concerns={MEMBERS}
          onClose={() => setRemoving(undefined)}
        />
      )}
      {link && (
        <Dialog
          title="Share this link"
          description={`Send it to ${link.email}. It works once, until ${formatDate(link.expiresAt)}, and is not shown again.`}
          open
          onOpenChange={() => setLink(undefined)}
        >
          <Snippet label="link" code={window.location.origin + link.path} />
        </Dialog>
      )}
    </Page>
  );
}

function Invite({ onClose, onInvited }: { onClose: () => void; onInvited: (link: Link) => void }) {
  const { operator, me } = useSession();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("member");
  const sending = useSending({
    send: () => operator.invite({ email, role }),
    onDone: (link) => {
      void queryClient.invalidateQueries({ queryKey: ["members"] });
      onInvited(link);
    },
  });
  return (
    <Dialog
      title="Invite"
      description="You get a link to share. No mail is sent."
      open
      onOpenChange={onClose}
    >
      <Form sending={sending} action="Create link" fields={["email", "role"]} onCancel={onClose}>
        <TextField
          label="E-mail"
          type="email"
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={sending.errorAt("email")}
        />
        <SelectField
          label="Role"
          value={role}
          onChange={(event) => setRole(event.target.value as Role)}
          options={ROLES.filter(([value]) => value !== "owner" || me.role === "owner")}
          error={sending.errorAt("role")}
        />
      </Form>
    </Dialog>
  );
}
