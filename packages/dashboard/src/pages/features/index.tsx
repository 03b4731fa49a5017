import { useState } from "react";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { Badge } from "../../parts/badge";
import { Card } from "../../parts/card";
import { Code } from "../../parts/copy";
import { CreateButton } from "../../parts/create-button";
import { Page } from "../../parts/page";
import { Empty } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { Day } from "../../parts/time";
import { FeatureForm } from "./feature-form";

type Feature = Schemas["Feature"];

const COLUMNS: readonly Column<Feature>[] = [
  { name: "Name", cell: (feature) => <span className="font-medium">{feature.name}</span> },
  { name: "Code", cell: (feature) => <Code>{feature.code}</Code> },
  { name: "Type", cell: (feature) => <Badge>{feature.type}</Badge> },
  { name: "Unit", wide: true, cell: (feature) => feature.unitName ?? "–" },
  { name: "Since", wide: true, cell: (feature) => <Day at={feature.createdAt} /> },
];

export function FeaturesPage() {
  const { api, environment, mayWrite } = useSession();
  const [editing, setEditing] = useState<Feature | "new">();
  const paged = usePaged([environment, "features"], (cursor) => api.features.list({ limit: 50, cursor }));
  return (
    <Page
      title="Features"
      description="What you sell. Your code sends the code of a metered feature with every event."
      actions={mayWrite && <CreateButton onClick={() => setEditing("new")}>Create feature</CreateButton>}
    >
      <Card flush>
        <PagedTable
          label="Features"
          paged={paged}
          columns={COLUMNS}
          rowKey={({ id }) => id}
          onOpen={mayWrite ? setEditing : undefined}
          empty={<Empty title="No features yet">Such as api_calls, storage_gb or ai_generation.</Empty>}
        />
      </Card>
      {editing && (
        <FeatureForm
          feature={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Page>
  );
}
