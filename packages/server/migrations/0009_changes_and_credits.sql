-- Moves of a subscription, and credits of a customer in money.

-- Amounts are whole settlement units in nanos, numeric as those of invoices.
CREATE TABLE customer_credits (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  currency text NOT NULL,
  amount_nanos numeric NOT NULL CHECK (amount_nanos > 0),
  remaining_nanos numeric NOT NULL CHECK (remaining_nanos >= 0),
  revoked_nanos numeric NOT NULL DEFAULT 0 CHECK (revoked_nanos >= 0),
  reason text NOT NULL,
  -- The invoice that it came from; null where it was given.
  source_invoice_id uuid,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (customer_id, id),
  CHECK (remaining_nanos + revoked_nanos <= amount_nanos)
);

-- What a credit was used for. A use whose invoice was voided has been given back.
CREATE TABLE customer_credit_uses (
  customer_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  credit_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  amount_nanos numeric NOT NULL CHECK (amount_nanos > 0),
  used_at timestamptz(3) NOT NULL,
  returned_at timestamptz(3),
  PRIMARY KEY (customer_id, invoice_id, credit_id)
);
CREATE INDEX customer_credit_uses_credit ON customer_credit_uses (customer_id, credit_id);

-- A change of plan that is to be done at its time, and since when a subscription is paused.
ALTER TABLE subscriptions
  ADD COLUMN scheduled_plan_id uuid,
  ADD COLUMN scheduled_price_id uuid,
  ADD COLUMN scheduled_change_at timestamptz(3),
  ADD COLUMN paused_at timestamptz(3),
  -- Where the anchor has moved: when the allowance periods before it began, as far back as usage may still be reported.
  ADD COLUMN earlier_allowance_starts timestamptz(3)[],
  ADD CHECK ((scheduled_plan_id IS NULL) = (scheduled_change_at IS NULL));
