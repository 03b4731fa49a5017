/** The clock of a sandbox, which stands still and can be moved forward. */
import { z } from "zod";
import { answeredTime, idSchema, resource, timestamp } from "./primitives.js";

/** Ten years; more is asked for in steps. */
export const MAX_ADVANCE_DAYS = 3_660;

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
export const dueKind = z.enum([
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
  .meta({ description: "`advancing` while the clock is on its way to `targetTime`" });

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
    frozenTime: answeredTime.meta({ description: "Where the clock stands" }),
    targetTime: answeredTime,
    progress: z.object({
      done: z.int().meta({ description: "Steps that were done" }),
      due: z.int().meta({
        description:
          "Subscriptions and payments of which something is due by `targetTime`; of one it may be several steps",
      }),
    }),
    counts: z
      .record(dueKind, z.int())
      .meta({ description: "How often each kind of thing was done on the way" }),
    invoices: z.int().meta({ description: "Invoices made on the way" }),
    done: z.array(doneStep).meta({ description: "In the order of their due times; the first 100" }),
    latest: z.array(doneStep).meta({ description: "The last ten that were done, the latest first" }),
    hasMore: z.boolean().meta({ description: "More was done than `done` lists" }),
    failed: z
      .array(
        z.object({ subscriptionId: idSchema("sub").nullable(), dueAt: answeredTime, message: z.string() }),
      )
      .meta({ description: "What could not be done; it is tried again later. The first 100" }),
  })
  .meta({ id: "TestClockRun" });

export const TestClock = z
  .object({
    ...resource("test_clock"),
    status: clockStatus,
    frozenTime: answeredTime.nullable().meta({ description: "null while the sandbox runs on real time" }),
    now: answeredTime.meta({ description: "The sandbox's business time" }),
    run: TestClockRun.nullable().meta({
      description: "The last move of the clock, also while it is under way; null where there was none",
    }),
  })
  .meta({ id: "TestClock" });

/** What was due already, done without moving the clock. */
export const TestClockBilling = z
  .object({
    ...resource("test_clock_billing"),
    frozenTime: answeredTime.nullable(),
    now: answeredTime.meta({ description: "The sandbox's business time, up to which things were due" }),
    counts: z.record(dueKind, z.int()).meta({ description: "How often each kind of thing was done" }),
    failed: z.int().meta({ description: "What could not be done; it is tried again later" }),
  })
  .meta({ id: "TestClockBilling" });
