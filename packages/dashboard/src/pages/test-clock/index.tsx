import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatNumber } from "../../money/money";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Code } from "../../parts/copy";
import { TextField } from "../../parts/field";
import { Page } from "../../parts/page";
import { Empty, Loaded, messageOf } from "../../parts/states";
import { Table } from "../../parts/table";
import { formatTime, Time } from "../../parts/time";

type Run = Schemas["TestClockRun"];

const DAY_MS = 86_400_000;
const STEPS = [
  [1, "A day"],
  [7, "A week"],
  [31, "31 days"],
] as const;

export function TestClockPage() {
  const { environment } = useSession();
  if (environment === "live")
    return (
      <Page title="Test clock">
        <Empty title="Live has no test clock">Its time is everybody's. Switch to the sandbox.</Empty>
      </Page>
    );
  return <Panel />;
}

function Panel() {
  const { api, mayWrite } = useSession();
  const queryClient = useQueryClient();
  const clock = useQuery({ queryKey: ["sandbox", "test-clock"], queryFn: () => api.testClock.get() });
  const [to, setTo] = useState("");
  const advance = useAdvance(() => {
    // Time changes everything.
    void queryClient.invalidateQueries({ queryKey: ["sandbox"] });
  });
  return (
    <Page
      title="Test clock"
      description="The sandbox's time. Move it on, and all that would have happened by then happens: renewals, resets, trials that end, invoices. It never goes back."
    >
      <Card title="The time in the sandbox">
        <Loaded query={clock}>
          {({ now, frozenTime }) => (
            <div className="flex flex-col gap-4">
              <p>
                <strong className="text-lg tabular-nums">{formatTime(now)}</strong>
                <span className="block text-sm text-ink-muted">
                  {frozenTime
                    ? "It stands still until you move it."
                    : "It runs on real time until you move it."}
                </span>
              </p>
              {mayWrite && (
                <div className="flex flex-wrap items-end gap-3">
                  {STEPS.map(([days, name]) => (
                    <Button
                      key={days}
                      disabled={advance.isPending}
                      onClick={() =>
                        advance.run(now, new Date(Date.parse(now) + days * DAY_MS).toISOString())
                      }
                    >
                      {name}
                    </Button>
                  ))}
                  <TextField
                    label="Or to"
                    type="date"
                    value={to}
                    onChange={(event) => setTo(event.target.value)}
                  />
                  <Button
                    look="primary"
                    busy={advance.isPending}
                    disabled={!to}
                    onClick={() => advance.run(now, `${to}T00:00:00Z`)}
                  >
                    Advance
                  </Button>
                </div>
              )}
              {advance.isPending && advance.progress && (
                <div>
                  <progress
                    aria-label="Moving the clock"
                    className="w-full accent-accent"
                    value={advance.progress.done}
                    max={advance.progress.of}
                  />
                  <p className="text-sm text-ink-muted">At {formatTime(advance.progress.at)}</p>
                </div>
              )}
              {advance.error && (
                <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
                  {messageOf(advance.error)}
                </p>
              )}
            </div>
          )}
        </Loaded>
      </Card>
      {advance.runs.length > 0 && <WhatHappened runs={advance.runs} />}
    </Page>
  );
}

interface Progress {
  readonly at: string;
  readonly done: number;
  readonly of: number;
}

/** A month at a time, so that one sees how far it is, and what has happened by then. */
const STRETCH_MS = 31 * DAY_MS;

function useAdvance(onDone: () => void) {
  const { api } = useSession();
  const [runs, setRuns] = useState<readonly Run[]>([]);
  const [progress, setProgress] = useState<Progress>();
  const mutation = useMutation({
    mutationFn: async ({ from, to }: { from: string; to: string }) => {
      const startMs = Date.parse(from);
      const endMs = Date.parse(to);
      setRuns([]);
      let atMs = startMs;
      do {
        atMs = Math.min(atMs + STRETCH_MS, endMs);
        const frozenTime = new Date(atMs).toISOString();
        const run = await api.testClock.advance({ frozenTime });
        setRuns((before) => [...before, run]);
        setProgress({ at: frozenTime, done: atMs - startMs, of: endMs - startMs });
      } while (atMs < endMs);
    },
    onSettled: () => {
      setProgress(undefined);
      onDone();
    },
  });
  return {
    run: (from: string, to: string) => mutation.mutate({ from, to }),
    isPending: mutation.isPending,
    error: mutation.error,
    progress,
    runs,
  };
}

function WhatHappened({ runs }: { runs: readonly Run[] }) {
  const counts = new Map<string, number>();
  for (const run of runs)
    for (const [kind, count] of Object.entries(run.counts))
      counts.set(kind, (counts.get(kind) ?? 0) + (count ?? 0));
  const done = runs.flatMap((run) => run.done);
  const failed = runs.flatMap((run) => run.failed);
  const invoices = runs.reduce((sum, run) => sum + run.invoices, 0);
  return (
    <Card title="What happened" flush>
      <div className="p-4">
        <Facts
          facts={[
            ["Invoices", formatNumber(invoices)],
            ...[...counts].map(([kind, count]) => [kind.replaceAll("_", " "), formatNumber(count)] as const),
          ]}
        />
        {failed.length > 0 && (
          <ul className="mt-3 text-sm text-bad">
            {failed.map((failure) => (
              <li key={`${failure.subscriptionId} ${failure.dueAt}`}>{failure.message}</li>
            ))}
          </ul>
        )}
      </div>
      {done.length === 0 ? (
        <Empty title="Nothing was due" />
      ) : (
        <Table
          label="What happened, in order"
          rows={done}
          rowKey={(item) => `${item.subscriptionId} ${item.kind} ${item.dueAt}`}
          columns={[
            { name: "Due", cell: ({ dueAt }) => <Time at={dueAt} /> },
            { name: "What", cell: ({ kind }) => kind.replaceAll("_", " ") },
            {
              name: "Customer",
              wide: true,
              cell: ({ customerId }) => (
                <Link
                  to="/customers/$id"
                  params={{ id: customerId } as never}
                  className="text-accent underline"
                >
                  <Code>{customerId}</Code>
                </Link>
              ),
            },
            {
              name: "Invoice",
              figure: true,
              cell: ({ invoiceId }) =>
                invoiceId ? (
                  <Link
                    to="/invoices/$id"
                    params={{ id: invoiceId } as never}
                    className="text-accent underline"
                  >
                    Open
                  </Link>
                ) : (
                  "–"
                ),
            },
          ]}
        />
      )}
    </Card>
  );
}
