import { boolean, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { count, nanos, nanoUnits, time, typeId } from "../platform/index.js";
import type {
  BillingInterval,
  ConsumptionModel,
  FeatureType,
  Metadata,
  PricingMode,
  Rounding,
  SeatBilling,
} from "./plan.js";

export const features = pgTable("features", {
  id: typeId("id", "feat").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  code: text("code").notNull(),
  name: text("name").notNull(),
  type: text("type").$type<FeatureType>().notNull(),
  description: text("description"),
  unitName: text("unit_name"),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
  deletedAt: time("deleted_at"),
});

export const planGroups = pgTable("plan_groups", {
  id: typeId("id", "pgr").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  name: text("name").notNull(),
  description: text("description"),
  isPublic: boolean("is_public").notNull(),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});

export const plans = pgTable("plans", {
  id: typeId("id", "plan").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  code: text("code").notNull(),
  name: text("name").notNull(),
  description: text("description"),
  consumptionModel: text("consumption_model").$type<ConsumptionModel>().notNull(),
  isPublic: boolean("is_public").notNull(),
  isFree: boolean("is_free").notNull(),
  isDefault: boolean("is_default").notNull(),
  blockOnExhaustion: boolean("block_on_exhaustion").notNull(),
  topupsSurviveReset: boolean("topups_survive_reset").notNull(),
  planGroupId: typeId("plan_group_id", "pgr"),
  sortOrder: integer("sort_order").notNull().default(0),
  /** The current one of its versions. */
  version: integer("version").notNull().default(1),
  /** Of a deleted plan: where its subscriptions go at their renewal; null: they end. */
  migrateTo: typeId("migrate_to", "plan"),
  metadata: jsonb("metadata").$type<Metadata>(),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
  deletedAt: time("deleted_at"),
});

export const planPrices = pgTable("plan_prices", {
  id: typeId("id", "price").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  planId: typeId("plan_id", "plan").notNull(),
  billingInterval: text("billing_interval").$type<BillingInterval>().notNull(),
  currency: text("currency").notNull().default("USD"),
  amountNanos: nanos("amount_nanos").notNull(),
  trialDays: integer("trial_days").notNull(),
  isDefault: boolean("is_default").notNull(),
  includedBalanceNanos: nanos("included_balance_nanos"),
  includedCreditsNanos: nanos("included_credits_nanos"),
  metadata: jsonb("metadata").$type<Metadata>(),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
  deletedAt: time("deleted_at"),
});

export const exchangeRates = pgTable("exchange_rates", {
  id: typeId("id", "fxr").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  currency: text("currency").notNull(),
  rateNanos: nanos("rate_nanos").notNull(),
  effectiveFrom: time("effective_from").notNull(),
  createdAt: time("created_at").notNull(),
});

export const planFeatures = pgTable(
  "plan_features",
  {
    planId: typeId("plan_id", "plan").notNull(),
    featureId: typeId("feature_id", "feat").notNull(),
    environmentId: typeId("environment_id", "env").notNull(),
    enabled: boolean("enabled").notNull(),
    includedQuantity: nanoUnits("included_quantity").notNull(),
    unlimited: boolean("unlimited").notNull(),
    overageEnabled: boolean("overage_enabled").notNull(),
    unitPriceNanos: nanos("unit_price_nanos"),
    creditsPerUnitNanos: nanos("credits_per_unit_nanos"),
    pricingMode: text("pricing_mode").$type<PricingMode>().notNull(),
    marginBasisPoints: integer("margin_basis_points"),
    rounding: text("rounding").$type<Rounding>().notNull(),
    seatBilling: text("seat_billing").$type<SeatBilling>().notNull().default("true_up"),
    maxSeats: count("max_seats"),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.planId, table.featureId] })],
);
