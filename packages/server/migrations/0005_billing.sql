-- Time, periods and invoices.

-- Where a sandbox's clock is being moved to, and the request that moves it: a move that was broken off is finished by
-- the next one, and the same request moves once.
ALTER TABLE environments ADD COLUMN clock_target timestamptz(3), ADD COLUMN clock_move_key uuid;

-- The running allowance period, the account's last line when it began, and when the next thing of it is due.
ALTER TABLE subscriptions
  ADD COLUMN allowance_start timestamptz(3),
  ADD COLUMN allowance_end timestamptz(3),
  ADD COLUMN allowance_seq bigint NOT NULL DEFAULT 0,
  ADD COLUMN next_due_at timestamptz(3);
-- Subscriptions of before begin their period now, at its own time, and catch up from there.
UPDATE subscriptions SET next_due_at = period_start WHERE status IN ('trialing', 'active', 'past_due');
CREATE INDEX subscriptions_due ON subscriptions (environment_id, next_due_at, id) WHERE next_due_at IS NOT NULL;

-- What was due and could not be done: when it is tried again, on real time.
CREATE TABLE due_failures (
  customer_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  attempts integer NOT NULL,
  error text NOT NULL,
  failed_at timestamptz(3) NOT NULL,
  retry_at timestamptz(3) NOT NULL,
  PRIMARY KEY (customer_id, subscription_id)
);

-- A period is billed at the terms that were in force when it began.
CREATE TABLE subscription_periods (
  customer_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  start_at timestamptz(3) NOT NULL,
  environment_id uuid NOT NULL,
  end_at timestamptz(3) NOT NULL,
  kind text NOT NULL CHECK (kind IN ('trial', 'billing')),
  terms jsonb NOT NULL,
  closed_at timestamptz(3),
  PRIMARY KEY (customer_id, subscription_id, start_at)
);

-- What of a counter has been billed, and the account's last line then: each unit is billed once, and a line of an
-- invoice can be opened down to its events.
ALTER TABLE usage_counters
  ADD COLUMN billed numeric NOT NULL DEFAULT 0,
  ADD COLUMN billed_seq bigint NOT NULL DEFAULT 0;

-- Amounts are nanos as everywhere, but numeric: a sum of overage is not bounded by what an account can hold.
CREATE TABLE invoices (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  subscription_id uuid,
  number bigint,
  status text NOT NULL CHECK (status IN ('draft', 'open', 'paid', 'void', 'uncollectible')),
  reason text NOT NULL CHECK (reason IN ('subscription_start', 'renewal', 'overage', 'cancellation', 'one_off')),
  currency text NOT NULL,
  total_nanos numeric NOT NULL,
  period_start timestamptz(3),
  period_end timestamptz(3),
  description text,
  metadata jsonb,
  issued_at timestamptz(3),
  paid_at timestamptz(3),
  voided_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (customer_id, id),
  CHECK ((status = 'draft') = (number IS NULL)),
  CHECK ((number IS NULL) = (issued_at IS NULL))
);
CREATE INDEX invoices_environment ON invoices (environment_id, id);
CREATE INDEX invoices_number ON invoices (environment_id, number);
CREATE INDEX invoices_subscription ON invoices (subscription_id, id) WHERE subscription_id IS NOT NULL;

CREATE TABLE invoice_lines (
  customer_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  position integer NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('plan_base', 'feature_overage', 'balance_overage', 'late_usage', 'credit', 'adjustment')),
  description text NOT NULL,
  feature_id uuid,
  period_start timestamptz(3),
  period_end timestamptz(3),
  used numeric,
  included numeric,
  quantity numeric,
  unit_price_nanos bigint,
  exact_nanos numeric NOT NULL,
  amount_nanos numeric NOT NULL,
  -- The events behind the line: those of the customer after the one line of the account, up to the other.
  after_seq bigint,
  up_to_seq bigint,
  PRIMARY KEY (customer_id, invoice_id, position)
);

-- The last number of each environment. Its row is locked from the finalization to the commit, so none is left out.
CREATE TABLE invoice_numbers (
  environment_id uuid PRIMARY KEY,
  last_number bigint NOT NULL
);

-- A finalized invoice never changes: only what became of it may be written.
CREATE FUNCTION refuse_change_of_finalized_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'draft' AND TG_OP = 'UPDATE' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE'
    AND OLD.status IN ('open', 'uncollectible') AND NEW.status IN ('paid', 'void', 'uncollectible')
    AND to_jsonb(NEW) - '{status,paid_at,voided_at,updated_at}'::text[]
      = to_jsonb(OLD) - '{status,paid_at,voided_at,updated_at}'::text[] THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'invoice % is finalized and cannot be changed', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER invoices_finalized BEFORE UPDATE OR DELETE ON invoices
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_finalized_invoice();

CREATE FUNCTION refuse_change_of_finalized_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  line invoice_lines := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
BEGIN
  IF TG_OP = 'INSERT' AND EXISTS (
    SELECT FROM invoices i WHERE i.customer_id = line.customer_id AND i.id = line.invoice_id AND i.status = 'draft'
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'lines of invoice % cannot be changed', line.invoice_id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER invoice_lines_finalized BEFORE INSERT OR UPDATE OR DELETE ON invoice_lines
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_finalized_lines();
