/** From nothing to a first event: a snippet with the real key, which turns green when the event is there. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleDashed } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useSession } from "../../api/context";
import { useLiveUsage } from "../../api/live";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { classes } from "../../parts/classes";
import { Code, CopyButton, Snippet } from "../../parts/copy";
import { Page } from "../../parts/page";
import { Loaded } from "../../parts/states";
import { Tabs } from "../../parts/tabs";
import { curlSnippet, nodeSnippet } from "./snippets";

export function GettingStartedPage() {
  const { operator, environment, me } = useSession();
  const query = useQuery({ queryKey: [environment, "getting-started"], queryFn: operator.gettingStarted });
  const live = useLiveUsage();
  const recorded = live?.events.reduce((sum, count) => sum + count, 0) ?? 0;
  const { refetch } = query;
  useEffect(() => {
    if (recorded > 0) void refetch();
  }, [recorded, refetch]);
  return (
    <Page
      title="Getting started"
      description="Send your first event and watch it arrive. Everything here happens in the environment selected above."
    >
      <Loaded query={query}>
        {({ key, steps, livemode }) => (
          <>
            <Card title="API key">
              {key ? (
                <p className="flex flex-wrap items-center gap-2 text-sm">
                  <Code>{key}</Code> <CopyButton text={key} label="Copy the key" />
                </p>
              ) : (
                <p className="text-sm text-ink-muted">
                  {livemode || !me.managesAccess
                    ? "A live key is shown once, when it is created. "
                    : "This server does not hold the sandbox key in plain text. "}
                  {me.managesAccess ? (
                    <Link to="/api-keys" className="text-accent underline">
                      Create a key
                    </Link>
                  ) : (
                    "Ask an admin for a key."
                  )}
                </p>
              )}
            </Card>
            <ol className="flex flex-col gap-3">
              <Step done={steps.feature} title="A feature" to="/features" action="Create a feature">
                Something you sell, such as <Code>api_calls</Code> or <Code>ai_generation</Code>. Both
                snippets create one.
              </Step>
              <Step done={steps.plan} title="A plan" to="/plans" action="Create a plan">
                A price and what it includes. Both snippets create a balance plan for AI usage with a margin
                of 20 %.
              </Step>
              <Step
                done={steps.customer && steps.subscription}
                title="A customer on the plan"
                to="/customers"
                action="See customers"
              >
                Both snippets create <Code>user_123</Code> and subscribe them.
              </Step>
            </ol>
            <FirstEvent arrived={steps.event} apiKey={key ?? (livemode ? "ck_live_…" : "ck_test_…")} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

interface StepProps {
  readonly done: boolean;
  readonly title: string;
  readonly to: string;
  readonly action: string;
  readonly children: ReactNode;
}

function Step({ done, title, to, action, children }: StepProps) {
  return (
    <li className="flex flex-wrap items-center gap-3 rounded-lg border bg-surface px-4 py-3">
      <Mark done={done} />
      <div className="min-w-0 flex-1">
        <h2 className="text-sm font-semibold">{title}</h2>
        <p className="text-sm text-ink-muted">{children}</p>
      </div>
      {!done && (
        <Button asChild>
          <Link to={to}>{action}</Link>
        </Button>
      )}
    </li>
  );
}

function Mark({ done }: { done: boolean }) {
  const Icon = done ? CircleCheck : CircleDashed;
  return (
    <>
      <Icon aria-hidden className={classes("size-5 shrink-0", done ? "text-good" : "text-ink-muted")} />
      <span className="sr-only">{done ? "Done:" : "To do:"}</span>
    </>
  );
}

function FirstEvent({ arrived, apiKey }: { arrived: boolean; apiKey: string }) {
  return (
    <section
      aria-label="First event"
      data-arrived={arrived}
      className={classes("rounded-lg border-2 bg-surface p-4", arrived ? "border-good" : "border-line")}
    >
      <div className="mb-4 flex items-center gap-3" aria-live="polite">
        <Mark done={arrived} />
        <div>
          <h2 className="text-sm font-semibold">
            {arrived ? "Your first event has arrived" : "Your first event"}
          </h2>
          <p className="text-sm text-ink-muted">
            {arrived ? (
              <>
                Find it under{" "}
                <Link to="/events" className="text-accent underline">
                  Events
                </Link>
                , and its cost under{" "}
                <Link to="/ai-costs" className="text-accent underline">
                  AI costs
                </Link>
                .
              </>
            ) : (
              "Run one of these. This card turns green when the event arrives."
            )}
          </p>
        </div>
      </div>
      <Tabs
        label="Language"
        tabs={[
          {
            value: "curl",
            name: "curl",
            content: <Snippet label="curl snippet" code={curlSnippet(apiKey)} />,
          },
          {
            value: "node",
            name: "Node",
            content: <Snippet label="Node snippet" code={nodeSnippet(apiKey)} />,
          },
        ]}
      />
    </section>
  );
}
