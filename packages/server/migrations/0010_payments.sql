-- Payments: saved cards, attempts at an invoice, refunds, pages to pay at.

-- How a paid subscription starts where the environment's operator has said so, and the days after an invoice on which
-- its payment is tried.
ALTER TABLE environments
  ADD COLUMN collection text CHECK (collection IN ('immediate', 'checkout')),
  ADD COLUMN payment_retry_days integer[] NOT NULL DEFAULT '{0,1,3,5}';

-- What can be charged again. `reference` is the provider's name of it; a card's number is never here.
CREATE TABLE payment_methods (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  provider text NOT NULL CHECK (provider IN ('sandbox', 'stripe')),
  reference text NOT NULL,
  brand text NOT NULL,
  last4 text NOT NULL CHECK (length(last4) = 4),
  exp_month integer NOT NULL,
  exp_year integer NOT NULL,
  is_default boolean NOT NULL,
  created_at timestamptz(3) NOT NULL,
  removed_at timestamptz(3),
  PRIMARY KEY (customer_id, id)
);
CREATE UNIQUE INDEX payment_methods_default ON payment_methods (customer_id) WHERE is_default AND removed_at IS NULL;
CREATE UNIQUE INDEX payment_methods_reference ON payment_methods (customer_id, provider, reference)
  WHERE removed_at IS NULL AND provider <> 'sandbox';
CREATE INDEX payment_methods_environment ON payment_methods (environment_id, id);

-- What a provider calls a customer.
CREATE TABLE provider_customers (
  customer_id uuid NOT NULL,
  provider text NOT NULL,
  reference text NOT NULL,
  PRIMARY KEY (customer_id, provider)
);

-- One per invoice, whatever is tried. One without an invoice was made before it: the first payment of a subscription.
CREATE TABLE payments (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  invoice_id uuid,
  subscription_id uuid,
  provider text NOT NULL CHECK (provider IN ('sandbox', 'stripe')),
  status text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed', 'canceled')),
  currency text NOT NULL,
  amount_nanos numeric NOT NULL CHECK (amount_nanos > 0),
  refunded_nanos numeric NOT NULL DEFAULT 0,
  description text NOT NULL,
  metadata jsonb,
  attempts integer NOT NULL DEFAULT 0,
  -- Attempts that count for the schedule: those that were made by themselves.
  scheduled_attempts integer NOT NULL DEFAULT 0,
  -- Tried again by itself and then given up, taken back at once, or kept open for the page where it is paid.
  on_failure text NOT NULL CHECK (on_failure IN ('retry', 'void', 'keep')),
  failure_code text,
  failure_message text,
  -- Business time.
  retry_at timestamptz(3),
  paid_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (customer_id, id),
  CHECK (refunded_nanos BETWEEN 0 AND amount_nanos)
);
CREATE UNIQUE INDEX payments_invoice ON payments (customer_id, invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX payments_environment ON payments (environment_id, id);
CREATE INDEX payments_due ON payments (environment_id, retry_at, id) WHERE retry_at IS NOT NULL;
CREATE INDEX payments_due_of_customer ON payments (customer_id, retry_at) WHERE retry_at IS NOT NULL;

-- One attempt at a payment. Its id is the key under which the provider does it once.
CREATE TABLE transactions (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  provider text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
  currency text NOT NULL,
  amount_nanos numeric NOT NULL CHECK (amount_nanos > 0),
  refunded_nanos numeric NOT NULL DEFAULT 0,
  is_scheduled boolean NOT NULL,
  payment_method_id uuid,
  card_brand text,
  card_last4 text,
  provider_reference text,
  failure_code text,
  failure_message text,
  -- Real time: when the provider was asked first, and until when somebody is asking.
  sent_at timestamptz(3),
  claimed_until timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  settled_at timestamptz(3),
  PRIMARY KEY (customer_id, id),
  CHECK (refunded_nanos BETWEEN 0 AND amount_nanos)
);
-- Whatever a program gets wrong: nobody is charged twice at once.
CREATE UNIQUE INDEX transactions_one_pending ON transactions (customer_id, payment_id) WHERE status = 'pending';
CREATE INDEX transactions_payment ON transactions (customer_id, payment_id);
CREATE INDEX transactions_environment ON transactions (environment_id, id);
CREATE INDEX transactions_pending ON transactions (id) WHERE status = 'pending';
CREATE INDEX transactions_reference ON transactions (provider_reference) WHERE provider_reference IS NOT NULL;

-- What was given back. The invoice stays as it is.
CREATE TABLE refunds (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
  currency text NOT NULL,
  amount_nanos numeric NOT NULL CHECK (amount_nanos > 0),
  reason text,
  provider_reference text,
  failure_message text,
  claimed_until timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  settled_at timestamptz(3),
  PRIMARY KEY (customer_id, id)
);
CREATE INDEX refunds_transaction ON refunds (customer_id, transaction_id);
CREATE INDEX refunds_pending ON refunds (id) WHERE status = 'pending';

-- A page at which something is paid, or a card is saved. Whoever has the token may use it, once.
CREATE TABLE checkouts (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  token text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('subscription', 'invoice', 'payment_method')),
  subscription_id uuid,
  invoice_id uuid,
  trial_days integer NOT NULL DEFAULT 0,
  success_url text,
  status text NOT NULL CHECK (status IN ('open', 'completed', 'canceled')),
  -- The test card that is waiting for its holder's yes.
  authenticating text,
  provider_session text,
  -- Business time.
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  completed_at timestamptz(3),
  PRIMARY KEY (customer_id, id)
);
CREATE INDEX checkouts_token ON checkouts (token);
CREATE INDEX checkouts_session ON checkouts (provider_session) WHERE provider_session IS NOT NULL;
CREATE INDEX checkouts_subscription ON checkouts (customer_id, subscription_id) WHERE status = 'open';

-- What was due may be a payment as well.
ALTER TABLE due_failures RENAME COLUMN subscription_id TO due_id;
