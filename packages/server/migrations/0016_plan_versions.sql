-- What a plan costs and gives in currencies beside the one of its prices. exchange_rate is units of the currency for
-- one of those: it converts what has no amount of its own here.
CREATE TABLE plan_currencies (
  plan_id uuid NOT NULL REFERENCES plans (id),
  currency text NOT NULL,
  environment_id uuid NOT NULL,
  exchange_rate numeric NOT NULL CHECK (exchange_rate > 0),
  PRIMARY KEY (plan_id, currency)
);
CREATE TABLE plan_price_currencies (
  price_id uuid NOT NULL REFERENCES plan_prices (id),
  currency text NOT NULL,
  plan_id uuid NOT NULL REFERENCES plans (id),
  environment_id uuid NOT NULL,
  amount_nanos bigint NOT NULL CHECK (amount_nanos >= 0),
  included_balance_nanos bigint CHECK (included_balance_nanos >= 0),
  PRIMARY KEY (price_id, currency)
);
CREATE INDEX plan_price_currencies_plan ON plan_price_currencies (plan_id);
CREATE TABLE plan_feature_currencies (
  plan_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  currency text NOT NULL,
  environment_id uuid NOT NULL,
  unit_price_nanos bigint NOT NULL CHECK (unit_price_nanos >= 0),
  PRIMARY KEY (plan_id, feature_id, currency),
  FOREIGN KEY (plan_id, feature_id) REFERENCES plan_features (plan_id, feature_id) ON DELETE CASCADE
);

-- All that a plan promises, as of now: amounts as text, as JSON would round them. Deleted prices are in it, as
-- subscriptions may be on them.
CREATE FUNCTION plan_terms(plan uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'blockOnExhaustion', p.block_on_exhaustion,
    'topupsSurviveReset', p.topups_survive_reset,
    'currencies', (
      SELECT coalesce(jsonb_object_agg(c.currency, c.exchange_rate::text), '{}') FROM plan_currencies c WHERE c.plan_id = p.id),
    'prices', (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
        'id', r.id,
        'currency', r.currency,
        'amountNanos', r.amount_nanos::text,
        'includedBalanceNanos', r.included_balance_nanos::text,
        'includedCreditsNanos', r.included_credits_nanos::text,
        'currencies', (
          SELECT coalesce(jsonb_object_agg(c.currency, jsonb_build_object(
            'amountNanos', c.amount_nanos::text, 'includedBalanceNanos', c.included_balance_nanos::text)), '{}')
          FROM plan_price_currencies c WHERE c.price_id = r.id)
      ) ORDER BY r.id), '[]') FROM plan_prices r WHERE r.plan_id = p.id),
    'features', (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
        'featureId', f.feature_id,
        'enabled', f.enabled,
        'pricingMode', f.pricing_mode,
        'includedQuantity', f.included_quantity::text,
        'unlimited', f.unlimited,
        'overageEnabled', f.overage_enabled,
        'unitPriceNanos', f.unit_price_nanos::text,
        'creditsPerUnitNanos', f.credits_per_unit_nanos::text,
        'marginBasisPoints', f.margin_basis_points,
        'rounding', f.rounding,
        'seatBilling', f.seat_billing,
        'maxSeats', f.max_seats::text,
        'currencies', (
          SELECT coalesce(jsonb_object_agg(c.currency, c.unit_price_nanos::text), '{}')
          FROM plan_feature_currencies c WHERE c.plan_id = f.plan_id AND c.feature_id = f.feature_id)
      ) ORDER BY f.feature_id), '[]') FROM plan_features f WHERE f.plan_id = p.id)
  ) FROM plans p WHERE p.id = plan
$$;

-- A version is never changed: a change of terms is another one. Subscriptions name the one their period began with.
CREATE TABLE plan_versions (
  plan_id uuid NOT NULL REFERENCES plans (id),
  version integer NOT NULL,
  environment_id uuid NOT NULL,
  terms jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (plan_id, version)
);
ALTER TABLE plans
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  -- Of a deleted plan: where its subscriptions go at their renewal; null: they end.
  ADD COLUMN migrate_to uuid REFERENCES plans (id);
ALTER TABLE subscriptions ADD COLUMN plan_version integer NOT NULL DEFAULT 1;
INSERT INTO plan_versions SELECT id, 1, environment_id, plan_terms(id), created_at FROM plans;
