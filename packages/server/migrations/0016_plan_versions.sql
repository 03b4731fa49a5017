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

-- A period that runs goes on as it began, also where the plan was changed since: its stored terms, read into those the
-- plan has now, are an earlier version. What they do not say is as it is now.
CREATE FUNCTION pg_temp.uuid_of(id text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(to_hex(substr(bits, 4 * i - 3, 4)::bit(4)::integer), '' ORDER BY i)::uuid
  FROM generate_series(1, 32) i, (
    SELECT substr(string_agg((strpos('0123456789abcdefghjkmnpqrstvwxyz', c) - 1)::bit(5)::text, '' ORDER BY n), 3) AS bits
    FROM regexp_split_to_table(split_part(id, '_', 2), '') WITH ORDINALITY AS letters (c, n)) b
$$;
-- Of a feature as it is now, what the stored terms say of its price and quantity. Texts stay where they mean the same.
CREATE FUNCTION pg_temp.feature_then(f jsonb, included numeric, is_unlimited boolean, price numeric) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT f || jsonb_build_object('unlimited', is_unlimited) || CASE
    WHEN (f ->> 'includedQuantity')::numeric = included THEN '{}'
    ELSE jsonb_build_object('includedQuantity', trim_scale(included)::text) END || CASE
    WHEN is_unlimited THEN '{}'
    WHEN price IS NULL THEN '{"overageEnabled": false}'
    ELSE jsonb_build_object('overageEnabled', true, 'unitPriceNanos', trim_scale(price)::text) END
$$;
CREATE FUNCTION pg_temp.terms_then(now jsonb, stored jsonb, price uuid, months integer) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT now || jsonb_build_object(
    'prices', (
      SELECT coalesce(jsonb_agg(CASE WHEN r ->> 'id' = price::text THEN r
        || jsonb_build_object('amountNanos', stored ->> 'priceNanos')
        || CASE WHEN stored ->> 'includedNanos' = coalesce(r ->> 'includedBalanceNanos', '0') OR stored ->> 'consumptionModel' <> 'balance' THEN '{}'
           ELSE jsonb_build_object('includedBalanceNanos', stored ->> 'includedNanos') END
        || CASE WHEN stored ->> 'includedNanos' = coalesce(r ->> 'includedCreditsNanos', '0') OR stored ->> 'consumptionModel' <> 'credits' THEN '{}'
           ELSE jsonb_build_object('includedCreditsNanos', stored ->> 'includedNanos') END
        ELSE r END ORDER BY (r ->> 'id')::uuid), '[]')
      FROM jsonb_array_elements(now -> 'prices') r),
    'features', (
      SELECT coalesce(jsonb_agg(CASE
        WHEN seats IS NOT NULL THEN pg_temp.feature_then(f, (seats ->> 'includedSeats')::numeric,
            (seats ->> 'unlimited')::boolean, div((seats ->> 'priceNanos')::numeric, months))
          || jsonb_build_object('maxSeats', seats ->> 'maxSeats', 'seatBilling', seats ->> 'billing')
        WHEN metered IS NOT NULL THEN pg_temp.feature_then(f, (metered ->> 'includedNanoUnits')::numeric * 0.000000001,
            (f ->> 'unlimited')::boolean AND metered ->> 'overageNanos' IS NULL, (metered ->> 'overageNanos')::numeric)
        ELSE f END ORDER BY id), '[]')
      FROM (
        SELECT id, metered, seats, coalesce(f, jsonb_build_object(
          'featureId', id, 'enabled', true, 'pricingMode', 'fixed', 'includedQuantity', '0', 'unlimited', false,
          'overageEnabled', false, 'unitPriceNanos', null, 'creditsPerUnitNanos', null, 'marginBasisPoints', null,
          'rounding', 'ceil', 'seatBilling', 'true_up', 'maxSeats', null, 'currencies', '{}'::jsonb)) AS f
        FROM (SELECT (e ->> 'featureId')::uuid AS id, e AS f FROM jsonb_array_elements(now -> 'features') e) n
        FULL JOIN (SELECT pg_temp.uuid_of(key) AS id, value AS metered FROM jsonb_each(stored -> 'features')) m USING (id)
        FULL JOIN (SELECT pg_temp.uuid_of(key) AS id, value AS seats FROM jsonb_each(coalesce(stored -> 'seats', '{}'))) s USING (id)
      ) features))
$$;
CREATE TEMPORARY TABLE running ON COMMIT DROP AS
  SELECT p.customer_id, p.subscription_id, p.start_at, s.plan_id, s.environment_id, pg_temp.terms_then(plan_terms(s.plan_id), p.terms, s.price_id,
    CASE r.billing_interval WHEN 'quarterly' THEN 3 WHEN 'yearly' THEN 12 ELSE 1 END) AS terms
  FROM subscription_periods p
  JOIN subscriptions s ON s.customer_id = p.customer_id AND s.id = p.subscription_id
  LEFT JOIN plan_prices r ON r.id = s.price_id
  WHERE p.closed_at IS NULL AND s.status NOT IN ('canceled', 'expired');
DELETE FROM running WHERE terms = plan_terms(plan_id);
INSERT INTO plan_versions
  SELECT plan_id, row_number() OVER (PARTITION BY plan_id ORDER BY min(start_at)), environment_id, terms, min(start_at)
  FROM running GROUP BY plan_id, environment_id, terms;
UPDATE plans SET version = 1 + (SELECT count(*) FROM plan_versions v WHERE v.plan_id = plans.id);
INSERT INTO plan_versions
  SELECT p.id, p.version, p.environment_id, plan_terms(p.id),
    greatest(p.created_at, (SELECT max(start_at) FROM running r WHERE r.plan_id = p.id))
  FROM plans p;
UPDATE subscriptions s SET plan_version = p.version FROM plans p WHERE p.id = s.plan_id AND p.version > 1;
UPDATE subscriptions s SET plan_version = v.version
FROM running r JOIN plan_versions v ON v.plan_id = r.plan_id AND v.terms = r.terms
WHERE s.customer_id = r.customer_id AND s.id = r.subscription_id;
