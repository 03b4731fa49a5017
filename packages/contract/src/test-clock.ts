/** The clock of a sandbox, which stands still and can be moved forward. */
import { z } from "zod";
import { answeredTime, idSchema, resource, timestamp } from "./primitives.js";

/** Ten years; more is asked for in steps. */
const MAX_ADVANCE_DAYS = 3_660;

export const AdvanceTestClock = z
  .strictObject({
    advanceDays: z.int().min(1).max(MAX_ADVANCE_DAYS).optional().meta({ example: 30 }),
    frozenTime: timestamp
      .optional()
      .meta({ description: "Where the clock is to stand; never before its time" }),
  })
  .refine((body) => (body.advanceDays === undefined) !== (body.frozenTime === undefined), {
    path: ["advanceDays"],
    message: "send exactly one of advanceDays and frozenTime",
  })
  .meta({ id: "AdvanceTestClock" });

/** What can become due: of a subscription, and of the payment of an invoice. */
const dueKind = z.enum([
  "draft_started",
  "subscription_started",
  "trial_ended",
  "allowance_reset",
  "period_renewed",
  "plan_changed",
  "subscription_paused",
  "subscription_canceled",
  "subscription_expired",
  "payment_retried",
  "payment_abandoned",
]);

const clockStatus = z
  .enum(["ready", "advancing"])
  .meta({ description: "`advancing` while the clock is moving to `targetTime`" });

const doneStep = z.object({
  kind: dueKind,
  dueAt: answeredTime,
  subscriptionId: idSchema("sub").nullable(),
  customerId: idSchema("cus"),
  invoiceId: idSchema("inv").nullable(),
});

export const TestClockRun = z
  .object({
    ...resource("test_clock_run"),
    status: clockStatus,
    from: answeredTime,
    frozenTime: answeredTime.meta({ description: "Current time of the clock" }),
    targetTime: answeredTime,
    progress: z.object({
      done: z.int().meta({ description: "Steps completed so far" }),
      due: z.int().meta({
        description:
          "Subscriptions and payments with something due by `targetTime`; each may take several steps",
      }),
    }),
    counts: z.record(dueKind, z.int()).meta({ description: "Number of steps completed, by kind" }),
    invoices: z.int().meta({ description: "Number of invoices created" }),
    done: z
      .array(doneStep)
      .meta({ description: "The first 100 completed steps, in order of their due time" }),
    latest: z.array(doneStep).meta({ description: "The last ten completed steps, latest first" }),
    hasMore: z.boolean().meta({ description: "Whether there were more steps than `done` lists" }),
    failed: z
      .array(
        z.object({ subscriptionId: idSchema("sub").nullable(), dueAt: answeredTime, message: z.string() }),
      )
      .meta({ description: "The first 100 steps that failed; they are tried again later" }),
  })
  .meta({ id: "TestClockRun" });

export const TestClock = z
  .object({
    ...resource("test_clock"),
    status: clockStatus,
    frozenTime: answeredTime.nullable().meta({ description: "null while the sandbox runs on real time" }),
    now: answeredTime.meta({ description: "The sandbox's business time" }),
    run: TestClockRun.nullable().meta({
      description: "The last move of the clock, including one in progress; null if there was none",
    }),
  })
  .meta({ id: "TestClock" });

/** What was due already, done without moving the clock. */
export const TestClockBilling = z
  .object({
    ...resource("test_clock_billing"),
    frozenTime: answeredTime.nullable(),
    now: answeredTime.meta({
      description: "The sandbox's business time; everything due by then was handled",
    }),
    counts: z.record(dueKind, z.int()).meta({ description: "Number of steps completed, by kind" }),
    failed: z.int().meta({ description: "Number of steps that failed; they are tried again later" }),
  })
  .meta({ id: "TestClockBilling" });
