-- A charge that its payer's bank has called into question.
CREATE TABLE disputes (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'won', 'lost')),
  currency text NOT NULL,
  amount_nanos numeric NOT NULL CHECK (amount_nanos > 0),
  -- As the provider calls it.
  reason text,
  provider_reference text NOT NULL,
  -- When the provider said what is written here: what it said before that comes too late.
  said_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  closed_at timestamptz(3),
  PRIMARY KEY (customer_id, id),
  CHECK ((status = 'open') = (closed_at IS NULL))
);
CREATE UNIQUE INDEX disputes_reference ON disputes (customer_id, provider_reference);
CREATE INDEX disputes_payment ON disputes (customer_id, payment_id);

-- What went back by a dispute that was lost: nobody was asked for it.
ALTER TABLE refunds ADD COLUMN dispute_id uuid;
