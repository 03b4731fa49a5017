-- What customers buy beside their plan: packs of credits, top-ups, seats.

CREATE TABLE credit_packs (
  id uuid PRIMARY KEY,
  environment_id uuid NOT NULL,
  name text NOT NULL,
  description text,
  credits_nanos bigint NOT NULL CHECK (credits_nanos > 0),
  price_nanos bigint NOT NULL CHECK (price_nanos > 0),
  currency text NOT NULL,
  is_active boolean NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3)
);
CREATE INDEX credit_packs_environment ON credit_packs (environment_id, id);

-- What an invoice was made for, and whether it has been given. At the terms of the moment it was bought.
CREATE TABLE purchases (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('credit_pack', 'balance_topup')),
  credit_pack_id uuid,
  unit text NOT NULL,
  amount_nanos bigint NOT NULL CHECK (amount_nanos > 0),
  survives_reset boolean NOT NULL,
  description text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  paid_at timestamptz(3),
  -- Null with a payment: the account is kept in another unit, and the purchase waits for one in its own.
  applied_at timestamptz(3),
  entry_id uuid,
  PRIMARY KEY (customer_id, id),
  CHECK ((kind = 'credit_pack') = (credit_pack_id IS NOT NULL)),
  CHECK (applied_at IS NULL OR paid_at IS NOT NULL),
  CHECK ((applied_at IS NULL) = (entry_id IS NULL))
);
CREATE UNIQUE INDEX purchases_invoice ON purchases (customer_id, invoice_id);
CREATE INDEX purchases_environment ON purchases (environment_id, id);
CREATE INDEX purchases_held ON purchases (customer_id) WHERE paid_at IS NOT NULL AND applied_at IS NULL;

ALTER TABLE plan_features
  ADD COLUMN seat_billing text NOT NULL DEFAULT 'true_up' CHECK (seat_billing IN ('true_up', 'immediate')),
  ADD COLUMN max_seats bigint CHECK (max_seats > 0);

-- Seats of a subscription: those that can be filled now, and those that go on at the renewal, which is fewer where some
-- were removed.
CREATE TABLE seats (
  customer_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  current_seats bigint NOT NULL CHECK (current_seats >= 0),
  renewal_seats bigint NOT NULL CHECK (renewal_seats >= 0),
  -- Of its last event, and of the last one that the advance payment of the period knew of.
  last_seq bigint NOT NULL,
  advance_seq bigint NOT NULL DEFAULT 0,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (customer_id, subscription_id, feature_id),
  CHECK (renewal_seats <= current_seats)
);

-- Who changed seats, when, from what to what, and from when on. Never changed.
CREATE TABLE seat_events (
  customer_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  api_key_id uuid NOT NULL,
  -- What was asked for.
  previous_seats bigint NOT NULL,
  new_seats bigint NOT NULL,
  -- What could be filled before and after: fewer only at the renewal.
  previous_current bigint NOT NULL,
  new_current bigint NOT NULL,
  billing text NOT NULL CHECK (billing IN ('advance', 'true_up', 'immediate', 'none')),
  invoice_id uuid,
  effective_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (customer_id, subscription_id, feature_id, seq)
);
CREATE INDEX seat_events_customer ON seat_events (customer_id, id);
