import { useState } from "react";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatSettlement } from "../../money/money";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Confirm } from "../../parts/confirm";
import { CreateButton } from "../../parts/create-button";
import { Page } from "../../parts/page";
import { Empty } from "../../parts/states";
import { type Column, PagedTable, RowActions } from "../../parts/table";
import { PackForm } from "./pack-form";

type Pack = Schemas["CreditPack"];

export function CreditPacksPage() {
  const { api, environment, mayWrite } = useSession();
  const [editing, setEditing] = useState<Pack | "new">();
  const [deleting, setDeleting] = useState<Pack>();
  const concerns = [[environment, "credit-packs"]] as const;
  const paged = usePaged([environment, "credit-packs"], (cursor) =>
    api.creditPacks.list({ limit: 50, cursor }),
  );
  const turn = useChange({
    change: ({ id, isActive }: Pack) => api.creditPacks.update({ id, isActive: !isActive }),
    said: ({ isActive }) => (isActive ? "The pack is on sale." : "The pack is no longer on sale."),
    concerns,
  });
  const columns: readonly Column<Pack>[] = [
    {
      name: "Pack",
      cell: (pack) => (
        <>
          <span className="font-medium">{pack.name}</span> {!pack.isActive && <Badge>not sold</Badge>}
          {pack.description && <span className="block text-ink-muted">{pack.description}</span>}
        </>
      ),
    },
    { name: "Credits", figure: true, cell: ({ credits }) => formatNumber(credits) },
    { name: "Price", figure: true, cell: ({ price, currency }) => formatSettlement(price, currency) },
    {
      name: "Actions",
      figure: true,
      cell: (pack) =>
        mayWrite && (
          <RowActions>
            <Button look="quiet" onClick={() => setEditing(pack)}>
              Change
            </Button>
            <Button look="quiet" onClick={() => turn.mutate(pack)}>
              {pack.isActive ? "Stop selling" : "Sell"}
            </Button>
            <Button look="quiet" onClick={() => setDeleting(pack)}>
              Delete
            </Button>
          </RowActions>
        ),
    },
  ];
  return (
    <Page
      title="Credit packs"
      description="Credits that customers on a credits plan can buy. They never expire, and are spent after the plan's own."
      actions={mayWrite && <CreateButton onClick={() => setEditing("new")}>Create pack</CreateButton>}
    >
      <Card flush>
        <PagedTable
          label="Credit packs"
          paged={paged}
          columns={columns}
          rowKey={({ id }) => id}
          empty={<Empty title="No credit packs yet">Such as 1,000 credits for $19.00.</Empty>}
        />
      </Card>
      {editing && (
        <PackForm pack={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
      {deleting && (
        <Confirm
          title={`Delete ${deleting.name}?`}
          description="Customers can no longer buy it. Credits that were already bought stay."
          action="Delete"
          send={() => api.creditPacks.delete({ id: deleting.id })}
          said="The pack is deleted."
          concerns={concerns}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </Page>
  );
}
