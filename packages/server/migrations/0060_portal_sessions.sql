-- The portal: a link for one customer, and the session of whoever opened it. Neither's secret is here, only their SHA-256.
CREATE TABLE portal_sessions (
  id uuid PRIMARY KEY,
  environment_id uuid NOT NULL REFERENCES environments (id),
  customer_id uuid NOT NULL,
  return_url text,
  link_hash bytea NOT NULL UNIQUE,
  link_expires_at timestamptz(3) NOT NULL,
  -- Null until the link was opened, which it is once.
  session_hash bytea UNIQUE,
  session_expires_at timestamptz(3),
  ended_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  CHECK ((session_hash IS NULL) = (session_expires_at IS NULL))
);
CREATE INDEX portal_sessions_age ON portal_sessions (created_at);

-- Who changed seats: a key, an operator, or the customer, of whose session this is.
ALTER TABLE seat_events ADD COLUMN portal_session_id uuid;
