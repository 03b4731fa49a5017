-- What stays of lines that were archived: written to a file, and deleted here.

-- Stands for the lines 1 to through_seq of a customer's account: the opening of those that remain.
CREATE TABLE archived_lines (
  customer_id uuid PRIMARY KEY,
  environment_id uuid NOT NULL,
  through_seq bigint NOT NULL,
  -- What the account held after the last of them, and how much of it had been purchased.
  balance_after_nanos bigint NOT NULL,
  purchased_nanos bigint NOT NULL,
  archived_at timestamptz(3) NOT NULL
);

-- Keys are known for ever: by what an archived event's key is known again, and a different payload noticed.
CREATE TABLE archived_keys (
  customer_id uuid NOT NULL,
  key_digest uuid NOT NULL,
  event_id uuid NOT NULL,
  -- 16 bytes of SHA-256 of what is compared when the key comes again.
  payload_digest uuid NOT NULL,
  -- Of the event.
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (customer_id, key_digest)
);
CREATE INDEX archived_keys_event ON archived_keys (event_id);

-- Metered plans: what archived events counted, so that counters stay the sum of their events.
CREATE TABLE archived_usage (
  customer_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  quantity numeric NOT NULL,
  PRIMARY KEY (customer_id, subscription_id, feature_id)
);
