import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
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

const POLL_MS = 1_000;
const CLOCK_KEY = ["sandbox", "test-clock"];

/** Asked for again while it moves, also after a reload: the move goes on at the server. */
function useClock() {
  const { api } = useSession();
  const queryClient = useQueryClient();
  const clock = useQuery({
    queryKey: CLOCK_KEY,
    queryFn: () => api.testClock.get(),
    refetchInterval: ({ state }) => (state.data?.status === "advancing" ? POLL_MS : false),
  });
  const isMoving = clock.data?.status === "advancing";
  const wasMoving = useRef(isMoving);
  useEffect(() => {
    // Time changes everything.
    if (wasMoving.current && !isMoving) void queryClient.invalidateQueries({ queryKey: ["sandbox"] });
    wasMoving.current = isMoving;
  }, [isMoving, queryClient]);
  return clock;
}

function useAdvance() {
  const { api } = useSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (frozenTime: string) => {
      // What a request does in its first seconds is seen as well.
      const seen = setInterval(() => void queryClient.invalidateQueries({ queryKey: CLOCK_KEY }), POLL_MS);
      return api.testClock.begin({ frozenTime }).finally(() => clearInterval(seen));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["sandbox"] }),
  });
}

function Panel() {
  const { mayWrite } = useSession();
  const clock = useClock();
  const [to, setTo] = useState("");
  const advance = useAdvance();
  const run = clock.data?.run;
  const isMoving = advance.isPending || run?.status === "advancing";
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
                      disabled={isMoving}
                      onClick={() => advance.mutate(new Date(Date.parse(now) + days * DAY_MS).toISOString())}
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
                    busy={isMoving}
                    disabled={!to}
                    onClick={() => advance.mutate(`${to}T00:00:00Z`)}
                  >
                    Advance
                  </Button>
                </div>
              )}
              {run?.status === "advancing" && <OnItsWay run={run} />}
              {advance.error && (
                <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
                  {messageOf(advance.error)}
                </p>
              )}
            </div>
          )}
        </Loaded>
      </Card>
      {run && <WhatHappened run={run} />}
    </Page>
  );
}

function OnItsWay({ run }: { run: Run }) {
  const startMs = Date.parse(run.from);
  const { done, due } = run.progress;
  return (
    <div>
      <progress
        aria-label="Moving the clock"
        className="w-full accent-accent"
        value={Date.parse(run.frozenTime) - startMs}
        max={Date.parse(run.targetTime) - startMs}
      />
      <p role="status" className="text-sm text-ink-muted">
        On its way to {formatTime(run.targetTime)}: {formatNumber(done)} steps done, something is due of{" "}
        {formatNumber(due)}. It goes on if you leave this page.
      </p>
    </div>
  );
}

function WhatHappened({ run }: { run: Run }) {
  const { counts, failed, invoices } = run;
  const done = run.status === "advancing" ? run.latest : run.done;
  return (
    <Card title="What happened" flush>
      <div className="p-4">
        <Facts
          facts={[
            ["Invoices", formatNumber(invoices)],
            ...Object.entries(counts).map(
              ([kind, count]) => [kind.replaceAll("_", " "), formatNumber(count ?? 0)] as const,
            ),
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
          label={run.status === "advancing" ? "What happened last" : "What happened, in order"}
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
