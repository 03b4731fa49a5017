/** Every request, what it cost, and what was left after it; and every other change of the balance. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import { EVEN, formatUnit } from "../../money/money";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { SelectField, TextField } from "../../parts/field";
import { Empty } from "../../parts/states";
import { PagedTable } from "../../parts/table";
import { Tabs } from "../../parts/tabs";
import { dayEnd, dayStart, Time } from "../../parts/time";
import { portalApi } from "../api";
import { PortalPage } from "../frame/page";
import { entryName } from "../parts/wording";
import { useFeatures, useSubscription } from "../queries";
import { receiptColumns } from "./columns";
import { ReceiptDetails } from "./receipt";

export function UsagePage() {
  const { data: subscription } = useSubscription();
  const [{ tab }, setFilter] = useFilters<"tab">();
  const isPrepaid =
    subscription?.consumptionModel === "balance" || subscription?.consumptionModel === "credits";
  return (
    <PortalPage
      title="Usage"
      description="Every request has a receipt. Open one to see how its cost was calculated."
    >
      {isPrepaid ? (
        <Tabs
          label="Usage"
          value={tab === "balance" ? tab : "requests"}
          onValueChange={(value) => setFilter({ tab: value })}
          tabs={[
            { value: "requests", name: "Requests", content: <Requests /> },
            { value: "balance", name: "Balance history", content: <History /> },
          ]}
        />
      ) : (
        <Requests />
      )}
    </PortalPage>
  );
}

type Names = "feature" | "model" | "from" | "to";

function Requests() {
  const [filter, setFilter] = useFilters<Names>();
  const { data: subscription } = useSubscription();
  const { receipt } = useSearch({ strict: false }) as { receipt?: string };
  const navigate = useNavigate();
  const show = (id: string | undefined) =>
    void navigate({ to: ".", search: { ...filter, receipt: id } as never, replace: true });
  const { feature, model, from, to } = filter;
  const paged = usePaged(["receipts", feature, model, from, to], (cursor) =>
    portalApi.receipts({ feature, model, from: dayStart(from), to: dayEnd(to), cursor, limit: 25 }),
  );
  const isFiltered = Boolean(feature || model || from || to);
  return (
    <div className="flex flex-col gap-4">
      <FilterFields filter={filter} onChange={setFilter} />
      <Card flush>
        <PagedTable
          label="Requests"
          paged={paged}
          rowKey={({ id }) => id}
          onOpen={({ id }) => show(id)}
          columns={receiptColumns(subscription?.consumptionModel === "metered")}
          empty={
            isFiltered ? (
              <Empty
                title="No matching requests"
                action={
                  <Button onClick={() => setFilter({ feature: "", model: "", from: "", to: "" })}>
                    Show all
                  </Button>
                }
              />
            ) : (
              <Empty title="No requests yet">Your usage appears here immediately.</Empty>
            )
          }
        />
      </Card>
      {receipt && <ReceiptDetails id={receipt} onClose={() => show(undefined)} />}
    </div>
  );
}

interface FilterProps {
  readonly filter: Partial<Record<Names, string>>;
  readonly onChange: (changes: Partial<Record<Names, string>>) => void;
}

function FilterFields({ filter, onChange }: FilterProps) {
  const { data: features } = useFeatures();
  const metered = features?.data.filter(({ type }) => type === "metered") ?? [];
  return (
    <div className="grid grid-cols-2 items-end gap-3 lg:grid-cols-4">
      <SelectField
        label="Feature"
        value={filter.feature ?? ""}
        onChange={({ target }) => onChange({ feature: target.value })}
        options={[["", "All features"], ...metered.map(({ code, name }) => [code, name] as const)]}
      />
      <TextField
        label="Model"
        placeholder="All models"
        defaultValue={filter.model ?? ""}
        key={filter.model ?? ""}
        onBlur={({ target }) => onChange({ model: target.value.trim() })}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Enter") onChange({ model: currentTarget.value.trim() });
        }}
      />
      <TextField
        label="From"
        type="date"
        value={filter.from ?? ""}
        onChange={({ target }) => onChange({ from: target.value })}
      />
      <TextField
        label="To"
        type="date"
        value={filter.to ?? ""}
        onChange={({ target }) => onChange({ to: target.value })}
      />
    </div>
  );
}

function History() {
  const paged = usePaged(["entries"], (cursor) => portalApi.entries({ cursor, limit: 25 }));
  return (
    <Card flush>
      <PagedTable
        label="Balance history"
        paged={paged}
        rowKey={({ id }) => id}
        columns={[
          { name: "Time", wide: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
          {
            name: "What",
            cell: ({ type, description, createdAt }) => (
              <>
                <Badge tone={type === "consumption" ? "plain" : "info"}>{entryName(type)}</Badge>
                {type !== "consumption" && (
                  <span className="mt-0.5 block text-xs text-ink-muted">{description}</span>
                )}
                <span className="mt-0.5 block text-xs text-ink-muted md:hidden">
                  <Time at={createdAt} />
                </span>
              </>
            ),
          },
          {
            name: "Change",
            figure: true,
            cell: ({ amount, unit }) => formatUnit(amount, unit, { ...EVEN, signed: true }),
          },
          {
            name: "Balance after",
            figure: true,
            wide: true,
            cell: ({ balanceAfter, unit }) => formatUnit(balanceAfter, unit, EVEN),
          },
        ]}
        empty={<Empty title="No changes yet" />}
      />
    </Card>
  );
}
