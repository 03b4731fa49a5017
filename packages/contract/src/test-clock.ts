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

export const TestClock = z
  .object({
    ...resource("test_clock"),
    frozenTime: answeredTime.nullable().meta({ description: "null while the sandbox runs on real time" }),
    now: answeredTime.meta({ description: "The sandbox's business time" }),
  })
  .meta({ id: "TestClock" });

/** What can become due: of a subscription, and of the payment of an invoice. */
export const dueKind = z.enum([
  "subscription_started",
  "trial_ended",
  "allowance_reset",
  "period_renewed",
  "plan_changed",
  "subscription_paused",
  "subscription_canceled",
  "payment_retried",
  "payment_abandoned",
]);

export const TestClockRun = z
  .object({
    ...resource("test_clock_run"),
    from: answeredTime,
    frozenTime: answeredTime,
    counts: z
      .record(dueKind, z.int())
      .meta({ description: "How often each kind of thing was done on the way" }),
    invoices: z.int().meta({ description: "Invoices made on the way" }),
    done: z
      .array(
        z.object({
          kind: dueKind,
          dueAt: answeredTime,
          subscriptionId: idSchema("sub").nullable(),
          customerId: idSchema("cus"),
          invoiceId: idSchema("inv").nullable(),
        }),
      )
      .meta({ description: "In the order of their due times; the first 100" }),
    hasMore: z.boolean().meta({ description: "More was done than `done` lists" }),
    failed: z
      .array(
        z.object({ subscriptionId: idSchema("sub").nullable(), dueAt: answeredTime, message: z.string() }),
      )
      .meta({ description: "What could not be done; it is tried again later" }),
  })
  .meta({ id: "TestClockRun" });

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
