/** The small shapes that every resource is made of: ids, texts, amounts, pages. */
import { z } from "zod";
import { InexactNumberError } from "./decimal.js";
import { MAX_NANOS, nanosFromRate, nanoUnitsFromQuantity } from "./scales.js";

/** TypeID prefixes, one per kind of resource. */
export const ID_PREFIXES = {
  organization: "org",
  environment: "env",
  apiKey: "key",
  customer: "cus",
  feature: "feat",
  plan: "plan",
  planGroup: "pgr",
  exchangeRate: "fxr",
  planFeature: "pf",
  price: "price",
  subscription: "sub",
  event: "evt",
  ledgerEntry: "led",
  refusedUsage: "rfu",
  model: "model",
  modelPrice: "mprice",
  modelAlias: "malias",
  sync: "sync",
  invoice: "inv",
  invoiceLine: "iline",
  creditNote: "cn",
  creditNoteLine: "cnline",
  payment: "pay",
  transaction: "txn",
  refund: "rfd",
  dispute: "dsp",
  paymentMethod: "pm",
  checkout: "chk",
  customerCredit: "ccr",
  creditPack: "pack",
  purchase: "pur",
  seatEvent: "seat",
  hold: "hold",
  webhook: "whk",
  webhookEvent: "whe",
  webhookDelivery: "whd",
  operatorLink: "olink",
  portalSession: "psn",
} as const;
export type IdPrefix = (typeof ID_PREFIXES)[keyof typeof ID_PREFIXES];

/** What follows the prefix of an id: a UUIDv7 in base32. */
export const ID_SUFFIX = "[0-7][0-9a-hjkmnp-tv-z]{25}";

/** `cus_` + 26 characters of base32: sortable by the time it was made. */
export const idSchema = (prefix: IdPrefix) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_${ID_SUFFIX}$`), `must be an id like ${prefix}_01h455vb4pex5vsknk084sn02q`)
    .meta({ example: `${prefix}_01h455vb4pex5vsknk084sn02q` });

/** At least one id, as a query has several: separated by commas. */
export const idList = (prefix: IdPrefix, most: number) =>
  z
    .string()
    .transform((list) => list.split(","))
    .pipe(z.array(idSchema(prefix)).max(most, `must be at most ${most} ids`))
    .meta({
      description: `1 to ${most} \`${prefix}_…\` ids, separated by commas`,
      example: `${prefix}_01h455vb4pex5vsknk084sn02q,${prefix}_01h455vb4pex5vsknk084sn02r`,
    });

/**
 * Text that Postgres can hold as it was sent: no NUL, no half of a surrogate pair.
 * Everything that is stored goes through it; the bound is in UTF-16 units, as `String.length` counts.
 */
export const text = (maxLength: number, minLength = 1) =>
  z
    .string()
    .min(minLength)
    .max(maxLength)
    .refine(
      (value) => !value.includes("\u0000") && value.isWellFormed(),
      "must be well-formed text without NUL",
    );

/** A customer as callers name it: Farthing's `cus_…` id, or the caller's own external id. */
export const customerReference = text(255).meta({
  description: "Farthing's `cus_…` id or your own id",
  example: "user_123",
});

/** What the SDK sends for a feature or plan. */
export const code = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9_]+$/, "may contain only lowercase letters, digits and underscores")
  .meta({ example: "api_calls" });

export const timestamp = z.iso
  .datetime({ offset: true, message: "must be an ISO 8601 datetime with Z or an offset" })
  .max(40)
  .refine(isStorable, {
    error: "must be in the years 1970 to 9999",
    when: (payload) => payload.issues.length === 0,
  })
  .meta({ example: "2026-01-15T10:00:00Z" });

/** The year 0 and what an offset carries out of four digits are times that Postgres and JavaScript read differently. */
function isStorable(time: string): boolean {
  const year = new Date(time).getUTCFullYear();
  return year >= 1970 && year <= 9999;
}

const exactly =
  (convert: (value: number) => bigint, min: bigint, max: bigint) =>
  (context: { value: number; issues: unknown[] }): void => {
    // What is out of bounds has been said already.
    if (context.issues.length > 0) return;
    let scaled: bigint;
    try {
      scaled = convert(context.value);
    } catch (error) {
      if (!(error instanceof InexactNumberError)) throw error;
      context.issues.push({ code: "custom", input: context.value, message: error.reason });
      return;
    }
    if (scaled < min || scaled > max) {
      context.issues.push({
        code: "custom",
        input: context.value,
        message: "is outside the range that an account can hold",
      });
    }
  };

/** Rate scale, 10000 = $1.00; up to five decimals, not negative. */
export const rateAmount = z
  .number()
  .min(0)
  .check(exactly(nanosFromRate, 0n, MAX_NANOS))
  .meta({ description: "Rate scale: 10000 = $1.00", example: 100000 });

/** As {@link rateAmount}, either sign. */
export const signedRateAmount = z
  .number()
  .check(exactly(nanosFromRate, -MAX_NANOS, MAX_NANOS))
  .meta({ description: "Rate scale, signed: 10000 = $1.00", example: -5000 });

/** As {@link credits}, either sign. */
export const signedCredits = z
  .number()
  .check(exactly(nanoUnitsFromQuantity, -MAX_NANOS, MAX_NANOS))
  .meta({ description: "Credits, signed: up to nine decimals", example: -5 });

/** Settlement scale, 100 = $1.00; whole, up to what a bigint of nanos holds. */
export const settlementAmount = z
  .int()
  .min(0)
  .max(922_337_203_685)
  .meta({ description: "Settlement scale: 100 = $1.00", example: 2900 });

/** As an answer has it: {@link rateAmount}, either sign. */
export const answeredRate = z.number().meta({ description: "Rate scale: 10000 = $1.00", example: 12.6 });

/** The most that a request may charge at once; above it, it is refused and nothing is done. */
export const maxTotal = settlementAmount.optional().meta({
  description:
    "The most that may be charged now, settlement scale. If it would be more, the request is refused with `total_above_maximum`. Send the total of a preview to charge at most what was shown.",
  example: 2900,
});

/** As an answer has it: {@link settlementAmount}, either sign. */
export const answeredSettlement = z.int().meta({
  description: "Settlement scale: 100 = $1.00; whole units in currencies without decimals",
  example: 2900,
});

/** As an answer has it: {@link quantity}. */
export const answeredQuantity = z.number().meta({ description: "Units, up to nine decimals", example: 1 });

/** As an answer has it: {@link credits}. */
export const answeredCredits = z
  .number()
  .meta({ description: "Credits, up to nine decimals", example: 1000 });

/** A quantity ≥ 0 with up to nine decimals. */
export const quantity = z
  .number()
  .min(0)
  .check(exactly(nanoUnitsFromQuantity, 0n, MAX_NANOS * 1_000_000_000n))
  .meta({ description: "Units: up to nine decimals, stored exactly", example: 1 });

/** Credits: up to nine decimals, as many as a bigint of nano-credits holds. */
export const credits = z
  .number()
  .min(0)
  .check(exactly(nanoUnitsFromQuantity, 0n, MAX_NANOS))
  .meta({ description: "Credits", example: 1000 });

/** Units of a currency for one unit of another, up to nine decimals. */
export const exchangeRate = z
  .number()
  .gt(0)
  .check(exactly(nanoUnitsFromQuantity, 1n, MAX_NANOS))
  .meta({
    description: "Units of the currency per US dollar: above 0, up to nine decimals",
    example: 150,
  });

/** Basis points: 2000 = 20 %. */
export const basisPoints = z
  .int()
  .min(0)
  .max(1_000_000)
  .meta({ description: "Basis points: 2000 = 20 %", example: 2000 });

/** Exact nanos (10^-9 of the currency's unit) as text, where a JSON number could round. */
export const nanosText = z
  .string()
  .regex(/^-?\d+$/)
  .meta({ description: "Nanos: 10^-9 of the unit", example: "12600000" });

/** zod leaves a key `__proto__` out of a record without a word; here it is refused. */
const refuseProto = (value: unknown, context: z.RefinementCtx): unknown => {
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "__proto__")) {
    context.addIssue({ code: "custom", path: ["__proto__"], message: "is not allowed as a key" });
  }
  return value;
};

/** Free key-value data of the caller: up to 50 keys. */
export const metadata = z
  .preprocess(
    refuseProto,
    z
      .record(text(64), z.union([text(500, 0), z.number(), z.boolean(), z.null()]))
      .refine((value) => Object.keys(value).length <= 50, "must not have more than 50 keys"),
  )
  .meta({ example: { team: "growth" } });

export const cursorQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(50).meta({ description: "Page size, at most 100" }),
  cursor: text(512).optional().meta({ description: "`nextCursor` of the previous page" }),
};

/** `{object: "list", data, hasMore, nextCursor}`. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    object: z.literal("list"),
    data: z.array(item),
    hasMore: z.boolean(),
    nextCursor: z.string().nullable(),
  });

export const deletedOf = <T extends string>(object: T) =>
  z.object({ object: z.literal(object), id: z.string(), deleted: z.literal(true), livemode: z.boolean() });

export const resource = <T extends string>(object: T) => ({
  object: z.literal(object),
  livemode: z.boolean().meta({ description: "false in a sandbox environment" }),
});

/** Times in answers: ISO 8601 in UTC with milliseconds. */
export const answeredTime = z.string().meta({ format: "date-time", example: "2026-01-15T10:00:00.000Z" });

/** A named shape or null. A union, because OpenAPI can name a shape only as a whole. */
export const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
