import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatTokenPrice } from "../../money/money";
import { Badge, StateBadge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { CreateButton } from "../../parts/create-button";
import { ModelName } from "../../parts/model-name";
import { Filters, Page } from "../../parts/page";
import { SearchField } from "../../parts/search-field";
import { Empty, Loaded, messageOf } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { Tabs } from "../../parts/tabs";
import { Time } from "../../parts/time";
import { AddModel } from "./add-model";
import { Aliases } from "./aliases";

type Model = Schemas["Model"];

const COLUMNS: readonly Column<Model>[] = [
  {
    name: "Model",
    cell: (model) => (
      <>
        <span className="font-medium">
          <ModelName name={`${model.provider}/${model.modelId}`} />
        </span>
        {model.price?.override && (
          <span className="ml-2">
            <Badge tone="info">your price</Badge>
          </span>
        )}
      </>
    ),
  },
  { name: "Input / 1M", figure: true, cell: ({ price }) => formatTokenPrice(price?.inputPrice ?? null) },
  { name: "Output / 1M", figure: true, cell: ({ price }) => formatTokenPrice(price?.outputPrice ?? null) },
  {
    name: "Cache read / 1M",
    figure: true,
    wide: true,
    cell: ({ price }) => formatTokenPrice(price?.cacheReadPrice ?? null),
  },
  {
    name: "Cache write / 1M",
    figure: true,
    wide: true,
    cell: ({ price }) => formatTokenPrice(price?.cacheWritePrice ?? null),
  },
];

export function ModelsPage() {
  const { mayWrite } = useSession();
  // Refused usage leads here with the name that it came with.
  const [{ tab, alias, add }, setFilter] = useFilters<"tab" | "alias" | "add">();
  const [adding, setAdding] = useState(add !== undefined);
  return (
    <Page
      title="Models"
      description="Prices per million tokens. Each price has a start date, and an event keeps the one that was in force when it happened."
      actions={mayWrite && <CreateButton onClick={() => setAdding(true)}>Add a model</CreateButton>}
    >
      <Tabs
        label="Models"
        value={tab ?? "catalog"}
        onValueChange={(value) => setFilter({ tab: value, alias: "" })}
        tabs={[
          { value: "catalog", name: "Catalog", content: <Catalog /> },
          { value: "aliases", name: "Your own names", content: <Aliases asked={alias} /> },
          { value: "sync", name: "Sync", content: <Sync /> },
        ]}
      />
      {adding && (
        <AddModel
          name={add}
          onClose={() => {
            setAdding(false);
            setFilter({ add: "" });
          }}
        />
      )}
    </Page>
  );
}

function Catalog() {
  const { api, environment } = useSession();
  const navigate = useNavigate();
  const [{ search }, setFilter] = useFilters<"search">();
  const paged = usePaged([environment, "models", "list", search], (cursor) =>
    api.models.list({ limit: 50, cursor, search }),
  );
  return (
    <div className="flex flex-col gap-5">
      <Filters>
        <SearchField
          label="Search models"
          placeholder="claude, gpt-4o, gemini…"
          value={search}
          onChange={(search) => setFilter({ search })}
        />
      </Filters>
      <Card flush>
        <PagedTable
          label="Models"
          paged={paged}
          columns={COLUMNS}
          rowKey={({ id }) => id}
          onOpen={(model) =>
            void navigate({
              to: "/models/$provider/$",
              params: { provider: model.provider, _splat: model.modelId } as never,
            })
          }
          empty={<Empty title="No matching model">Usage of an unknown model is refused and kept.</Empty>}
        />
      </Card>
    </div>
  );
}

function Sync() {
  const { api, mayWrite } = useSession();
  const queryClient = useQueryClient();
  const query = useQuery({ queryKey: ["catalog-sync"], queryFn: () => api.models.catalogSync.get() });
  const run = useMutation({
    mutationFn: () => api.models.catalogSync.run(),
    onSuccess: ({ status, error, pricesAdded }) => {
      if (status === "succeeded") toast.success(`${formatNumber(pricesAdded)} new prices.`);
      else toast.error(error ?? "The feed could not be read.");
    },
    onError: (error) => toast.error(messageOf(error)),
    onSettled: () => queryClient.invalidateQueries(),
  });
  return (
    <Card
      title="Sync with the public list of prices"
      actions={
        mayWrite && (
          <Button busy={run.isPending} onClick={() => run.mutate()}>
            Sync now
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(sync) => (
          <Facts
            facts={[
              ["State", <StateBadge key="state" state={sync.status} />],
              [
                "Last succeeded",
                sync.lastSucceededAt ? <Time key="last" at={sync.lastSucceededAt} /> : "Never",
              ],
              ["Models added", formatNumber(sync.modelsAdded)],
              ["Prices added", formatNumber(sync.pricesAdded)],
              ["Unchanged", formatNumber(sync.unchanged)],
              ["Skipped (no usable price)", formatNumber(sync.skipped)],
              ...(sync.error ? ([["Error", sync.error]] as const) : []),
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}
