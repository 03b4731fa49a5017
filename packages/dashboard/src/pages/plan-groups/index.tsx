import { useState } from "react";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { Card } from "../../parts/card";
import { CreateButton } from "../../parts/create-button";
import { Page } from "../../parts/page";
import { Empty, Failed, Loading } from "../../parts/states";
import { Pager } from "../../parts/table";
import { GroupCard } from "./group-card";
import { GroupForm } from "./group-form";

export function PlanGroupsPage() {
  const { api, environment, mayWrite } = useSession();
  const [editing, setEditing] = useState<Schemas["PlanGroup"] | "new">();
  const paged = usePaged([environment, "plan-groups"], (cursor) =>
    api.planGroups.list({ limit: 20, cursor }),
  );
  return (
    <Page
      title="Plan groups"
      description="Plans that customers may change between, in order. Upgrades apply immediately; downgrades apply at the end of the period."
      actions={mayWrite && <CreateButton onClick={() => setEditing("new")}>Create group</CreateButton>}
    >
      {!paged.rows && (paged.error ? <Failed error={paged.error} retry={paged.refetch} /> : <Loading />)}
      {paged.rows?.length === 0 && (
        <Card>
          <Empty title="No groups yet">Plans without a group are ranked by price.</Empty>
        </Card>
      )}
      {paged.rows?.map((group) => (
        <GroupCard key={group.id} group={group} onEdit={() => setEditing(group)} />
      ))}
      <Pager label="Plan groups" paged={paged} />
      {editing && (
        <GroupForm group={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </Page>
  );
}
