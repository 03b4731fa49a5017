-- Tenancy, catalogs, subscriptions, ledger and metering.
--
-- Rows of a customer carry customer_id first in their primary key, so that they can be distributed on it (Citus).
-- Amounts are bigint nanos (10^-9 of the currency's unit, or of a credit); quantities are numeric with nine decimals.

CREATE TABLE organizations (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz(3) NOT NULL
);

CREATE TABLE environments (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations (id),
  kind text NOT NULL CHECK (kind IN ('sandbox', 'live')),
  -- Where a sandbox's clock stands still.
  frozen_at timestamptz(3) CHECK (frozen_at IS NULL OR kind = 'sandbox'),
  -- Raised with every change to features, plans or models of the environment: charging re-reads them when it moved.
  config_version bigint NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL,
  UNIQUE (organization_id, kind)
);

CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  environment_id uuid NOT NULL REFERENCES environments (id),
  name text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('full', 'ingest', 'read')),
  prefix text NOT NULL,
  key_hash bytea NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);
CREATE INDEX api_keys_environment ON api_keys (environment_id, id);

CREATE TABLE idempotent_requests (
  environment_id uuid NOT NULL,
  key_digest uuid NOT NULL,
  fingerprint bytea NOT NULL,
  status smallint,
  answer text,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (environment_id, key_digest)
);
CREATE INDEX idempotent_requests_age ON idempotent_requests (created_at);

CREATE TABLE customers (
  id uuid PRIMARY KEY,
  environment_id uuid NOT NULL,
  external_id text,
  email text,
  full_name text,
  tax_document text,
  timezone text,
  address jsonb,
  metadata jsonb,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX customers_external_id ON customers (environment_id, external_id);
CREATE INDEX customers_environment ON customers (environment_id, id);

CREATE TABLE features (
  id uuid PRIMARY KEY,
  environment_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  type text NOT NULL CHECK (type IN ('metered', 'boolean', 'seats')),
  description text,
  unit_name text,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  -- A deleted feature stays for the events that name it; its code is free again.
  deleted_at timestamptz(3)
);
CREATE UNIQUE INDEX features_code ON features (environment_id, code) WHERE deleted_at IS NULL;
CREATE INDEX features_environment ON features (environment_id, id);

CREATE TABLE plans (
  id uuid PRIMARY KEY,
  environment_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  description text,
  consumption_model text NOT NULL CHECK (consumption_model IN ('metered', 'credits', 'balance')),
  is_public boolean NOT NULL,
  is_free boolean NOT NULL,
  is_default boolean NOT NULL,
  block_on_exhaustion boolean NOT NULL,
  topups_survive_reset boolean NOT NULL,
  metadata jsonb,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  -- A deleted plan stays for the subscriptions and events that name it; its code is free again.
  deleted_at timestamptz(3)
);
CREATE UNIQUE INDEX plans_code ON plans (environment_id, code) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX plans_default ON plans (environment_id) WHERE is_default AND deleted_at IS NULL;
CREATE INDEX plans_environment ON plans (environment_id, id);

CREATE TABLE plan_prices (
  id uuid PRIMARY KEY,
  environment_id uuid NOT NULL,
  plan_id uuid NOT NULL REFERENCES plans (id),
  billing_interval text NOT NULL CHECK (billing_interval IN ('weekly', 'monthly', 'quarterly', 'yearly')),
  currency text NOT NULL DEFAULT 'USD',
  amount_nanos bigint NOT NULL CHECK (amount_nanos >= 0),
  trial_days integer NOT NULL CHECK (trial_days >= 0),
  is_default boolean NOT NULL,
  included_balance_nanos bigint CHECK (included_balance_nanos >= 0),
  included_credits_nanos bigint CHECK (included_credits_nanos >= 0),
  metadata jsonb,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3)
);
CREATE UNIQUE INDEX plan_prices_default ON plan_prices (plan_id) WHERE is_default AND deleted_at IS NULL;
CREATE INDEX plan_prices_plan ON plan_prices (plan_id);

CREATE TABLE plan_features (
  plan_id uuid NOT NULL REFERENCES plans (id),
  feature_id uuid NOT NULL REFERENCES features (id),
  environment_id uuid NOT NULL,
  enabled boolean NOT NULL,
  included_quantity numeric NOT NULL,
  unlimited boolean NOT NULL,
  overage_enabled boolean NOT NULL,
  unit_price_nanos bigint CHECK (unit_price_nanos >= 0),
  credits_per_unit_nanos bigint CHECK (credits_per_unit_nanos >= 0),
  pricing_mode text NOT NULL CHECK (pricing_mode IN ('fixed', 'ai_model')),
  margin_basis_points integer CHECK (margin_basis_points >= 0),
  rounding text NOT NULL CHECK (rounding IN ('ceil', 'exact')),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (plan_id, feature_id)
);
CREATE INDEX plan_features_feature ON plan_features (feature_id);

-- environment_id is null for the catalog that all environments share.
CREATE TABLE models (
  id uuid PRIMARY KEY,
  environment_id uuid,
  provider text NOT NULL,
  model_id text NOT NULL,
  display_name text NOT NULL,
  kind text NOT NULL,
  -- Other names the vendor gives the same model, as an array of text.
  aliases jsonb NOT NULL DEFAULT '[]',
  source text NOT NULL CHECK (source IN ('snapshot', 'sync', 'operator')),
  created_at timestamptz(3) NOT NULL,
  UNIQUE NULLS NOT DISTINCT (environment_id, provider, model_id)
);

-- A price is never changed: another is another row, from a time on.
CREATE TABLE model_prices (
  id uuid PRIMARY KEY,
  model_id uuid NOT NULL REFERENCES models (id),
  environment_id uuid,
  -- Nanos per million tokens; null takes the price the catalog's rule names.
  input_nanos bigint NOT NULL CHECK (input_nanos >= 0),
  output_nanos bigint NOT NULL CHECK (output_nanos >= 0),
  cache_read_nanos bigint CHECK (cache_read_nanos >= 0),
  cache_write_nanos bigint CHECK (cache_write_nanos >= 0),
  cache_write_1h_nanos bigint CHECK (cache_write_1h_nanos >= 0),
  reasoning_nanos bigint CHECK (reasoning_nanos >= 0),
  -- [{aboveTokens, inputNanos, outputNanos, …}], ascending; nanos as text.
  tiers jsonb NOT NULL DEFAULT '[]',
  effective_from timestamptz(3) NOT NULL,
  source text NOT NULL CHECK (source IN ('snapshot', 'sync', 'operator')),
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX model_prices_model ON model_prices (model_id, effective_from);
CREATE INDEX model_prices_environment ON model_prices (environment_id) WHERE environment_id IS NOT NULL;

CREATE TABLE model_aliases (
  id uuid PRIMARY KEY,
  environment_id uuid NOT NULL,
  alias text NOT NULL,
  provider text NOT NULL,
  model_id text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  UNIQUE (environment_id, alias)
);

-- One row: the shared catalog's version (raised with every change to it) and how the last sync went.
CREATE TABLE catalog_state (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version bigint NOT NULL DEFAULT 1,
  snapshot_digest text,
  sync_status text NOT NULL DEFAULT 'never' CHECK (sync_status IN ('never', 'succeeded', 'failed')),
  sync_models_added integer NOT NULL DEFAULT 0,
  sync_prices_added integer NOT NULL DEFAULT 0,
  sync_unchanged integer NOT NULL DEFAULT 0,
  sync_skipped integer NOT NULL DEFAULT 0,
  sync_error text,
  sync_started_at timestamptz(3),
  sync_succeeded_at timestamptz(3)
);
INSERT INTO catalog_state DEFAULT VALUES;

CREATE TABLE subscriptions (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  plan_id uuid NOT NULL REFERENCES plans (id),
  price_id uuid,
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('draft', 'pending_payment', 'trialing', 'active', 'past_due', 'paused', 'canceled', 'expired')),
  currency text NOT NULL,
  -- When it became active or began its trial.
  started_at timestamptz(3),
  -- Where periods are counted from: the start, or the end of the trial.
  anchor_at timestamptz(3),
  trial_ends_at timestamptz(3),
  period_start timestamptz(3),
  period_end timestamptz(3),
  cancel_at_period_end boolean NOT NULL DEFAULT false,
  cancel_reason text,
  canceled_at timestamptz(3),
  ended_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (customer_id, id)
);
CREATE UNIQUE INDEX subscriptions_open ON subscriptions (customer_id) WHERE status NOT IN ('canceled', 'expired');
CREATE INDEX subscriptions_environment ON subscriptions (environment_id, id);
CREATE INDEX subscriptions_plan ON subscriptions (plan_id) WHERE status NOT IN ('canceled', 'expired');

-- One row per customer: the lock that serializes all that changes the customer's account, the numbering of its
-- lines, and what can still be spent. unit is a currency or 'credits', null where nothing is deducted.
CREATE TABLE balances (
  customer_id uuid PRIMARY KEY,
  environment_id uuid NOT NULL,
  last_seq bigint NOT NULL DEFAULT 0,
  subscription_id uuid,
  unit text,
  allowance_nanos bigint NOT NULL DEFAULT 0,
  purchased_nanos bigint NOT NULL DEFAULT 0,
  included_nanos bigint NOT NULL DEFAULT 0,
  updated_at timestamptz(3) NOT NULL
) WITH (fillfactor = 70);

-- Every change to a balance but consumption, which is a column of the event that caused it.
CREATE TABLE ledger_entries (
  customer_id uuid NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  subscription_id uuid,
  type text NOT NULL CHECK (type IN ('allowance', 'topup', 'adjustment', 'reset', 'hold', 'release', 'expiry')),
  unit text NOT NULL,
  amount_nanos bigint NOT NULL,
  -- The part of amount_nanos that went to or came from the purchased pool.
  purchased_nanos bigint NOT NULL,
  balance_after_nanos bigint NOT NULL,
  description text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (customer_id, seq)
);

-- An event is also the ledger entry of what it cost: one row, so that neither can be without the other.
CREATE TABLE usage_events (
  customer_id uuid NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  subscription_id uuid,
  occurred_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  -- 16 bytes of SHA-256 of the key.
  key_digest uuid,
  idempotency_key text,
  -- Fixed price: how much. Signed for an adjustment. Null for AI events.
  quantity numeric,
  -- AI events: what was asked for, what answered, what priced it, and the disjoint pools of tokens.
  model text,
  response_model text,
  model_price_id uuid,
  input_tokens bigint,
  output_tokens bigint,
  cache_read_tokens bigint,
  cache_write_tokens bigint,
  cache_write_1h_tokens bigint,
  reasoning_tokens bigint,
  estimated boolean,
  margin_basis_points integer,
  rounding text,
  -- Fixed price: nanos of the unit per 1. Pinned here, as prices change.
  unit_price_nanos bigint,
  -- The ledger's part; unit is null where nothing is deducted (metered plans, record-only backfill).
  unit text,
  cost_nanos bigint,
  purchased_nanos bigint,
  balance_after_nanos bigint,
  -- Metered plans: the period's total after this event.
  used_after numeric,
  -- Metered plans: what was included then; null where unlimited.
  included_quantity numeric,
  adjustment_reason text,
  properties jsonb,
  PRIMARY KEY (customer_id, seq)
);
CREATE UNIQUE INDEX usage_events_key ON usage_events (customer_id, key_digest) WHERE key_digest IS NOT NULL;
CREATE INDEX usage_events_environment ON usage_events (environment_id, id);

-- All lines of all accounts, one shape: what the ledger lists and verifies.
CREATE VIEW ledger_lines AS
  SELECT customer_id, seq, id, environment_id, subscription_id, type, unit, amount_nanos, purchased_nanos,
         balance_after_nanos, NULL::uuid AS event_id, description, created_at
  FROM ledger_entries
  UNION ALL
  SELECT customer_id, seq, id, environment_id, subscription_id, 'consumption', unit, -cost_nanos, -purchased_nanos,
         balance_after_nanos, id,
         (SELECT code FROM features WHERE features.id = feature_id)
           || CASE WHEN model IS NULL THEN ' × ' || trim_scale(quantity)
                   ELSE ': ' || model || ', ' || input_tokens || ' in, ' || output_tokens || ' out'
                        || CASE WHEN cache_read_tokens > 0 THEN ', ' || cache_read_tokens || ' cache read' ELSE '' END
                        || CASE WHEN cache_write_tokens + cache_write_1h_tokens > 0
                                THEN ', ' || (cache_write_tokens + cache_write_1h_tokens) || ' cache write' ELSE '' END
              END,
         created_at
  FROM usage_events WHERE unit IS NOT NULL AND cost_nanos <> 0;

-- Every numbered line of every account, also of events that changed no balance: their numbers have no gap.
CREATE VIEW account_lines AS
  SELECT customer_id, seq FROM ledger_entries UNION ALL SELECT customer_id, seq FROM usage_events;

-- Metered plans: what was used in a subscription's allowance period.
CREATE TABLE usage_counters (
  customer_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  period_start timestamptz(3) NOT NULL,
  environment_id uuid NOT NULL,
  used numeric NOT NULL,
  PRIMARY KEY (customer_id, subscription_id, feature_id, period_start)
) WITH (fillfactor = 70);

-- Hourly totals, kept in the transaction of the events: summaries read these, however many events there are.
CREATE TABLE usage_rollups (
  customer_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  hour timestamptz(3) NOT NULL,
  -- '' for events without a model.
  model text NOT NULL,
  environment_id uuid NOT NULL,
  events bigint NOT NULL,
  quantity numeric NOT NULL,
  input_tokens numeric NOT NULL,
  output_tokens numeric NOT NULL,
  cache_read_tokens numeric NOT NULL,
  cache_write_tokens numeric NOT NULL,
  cost_nanos numeric NOT NULL,
  credits_nanos numeric NOT NULL,
  PRIMARY KEY (customer_id, feature_id, hour, model)
) WITH (fillfactor = 70);
CREATE INDEX usage_rollups_environment ON usage_rollups (environment_id, hour);

CREATE TABLE refused_usage (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  -- Of the idempotency key; a retry that is refused again counts on the same row.
  key_digest uuid,
  occurred_at timestamptz(3) NOT NULL,
  reason text NOT NULL,
  message text NOT NULL,
  attempts integer NOT NULL,
  -- The event as it was sent, and what it would have cost.
  event jsonb NOT NULL,
  cost jsonb,
  cost_nanos bigint,
  status text NOT NULL CHECK (status IN ('open', 'recorded')),
  event_id uuid,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (customer_id, id)
);
-- Open rows alone, so that charging, which looks here for every key, finds an index of a few pages.
CREATE UNIQUE INDEX refused_usage_key ON refused_usage (customer_id, key_digest)
  WHERE status = 'open' AND key_digest IS NOT NULL;
CREATE INDEX refused_usage_environment ON refused_usage (environment_id, id);
