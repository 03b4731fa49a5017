-- Where events are sent to, what is on its way there, and what came of each attempt.

CREATE TABLE webhooks (
  id uuid PRIMARY KEY,
  environment_id uuid NOT NULL REFERENCES environments (id),
  livemode boolean NOT NULL,
  url text NOT NULL,
  -- Types of events; '*' is all of them.
  events text[] NOT NULL,
  description text,
  api_version text,
  is_active boolean NOT NULL DEFAULT true,
  disabled_reason text CHECK (disabled_reason IN ('gone', 'failing')),
  disabled_at timestamptz(3),
  -- Sealed; see platform/secrets.
  secret text NOT NULL,
  previous_secret text,
  previous_secret_expires_at timestamptz(3),
  -- Of the failures since the last success: the time of the first, and how many.
  failing_since timestamptz(3),
  failures int NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  -- The row goes when its deliveries are forgotten: to remove them all at once could take long.
  deleted_at timestamptz(3)
);
CREATE INDEX webhooks_environment ON webhooks (environment_id, id);

CREATE TABLE webhook_deliveries (
  -- UUIDv7, of real time.
  id uuid PRIMARY KEY,
  webhook_id uuid NOT NULL REFERENCES webhooks (id),
  -- A row of the outbox, which is forgotten after as long as this one.
  event_id uuid NOT NULL,
  event_type text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
  -- Since it was made or last replayed.
  attempt_count int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz(3) NOT NULL,
  -- While a node is sending it. One that dies leaves it to the others when this is over.
  leased_until timestamptz(3),
  last_status_code int,
  last_error text,
  created_at timestamptz(3) NOT NULL,
  delivered_at timestamptz(3),
  -- An event is delivered to a webhook once, and by the same row when it is replayed.
  UNIQUE (webhook_id, event_id)
);
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook_id, id);
-- What is on its way alone, by when it is due: few rows, however many are kept.
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook_id, next_attempt_at) WHERE status = 'pending';

CREATE TABLE webhook_attempts (
  delivery_id uuid NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
  -- From 1 on, in the order in which they ended; goes on when the delivery is replayed.
  number int NOT NULL,
  started_at timestamptz(3) NOT NULL,
  duration_ms int NOT NULL,
  status_code int,
  error text,
  response text,
  PRIMARY KEY (delivery_id, number)
);

-- There is no webhook yet, so nothing of what waits has to go anywhere.
UPDATE outbox SET handed_on = true WHERE NOT handed_on;
