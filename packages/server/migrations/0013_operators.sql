-- Operators: who signs in to the dashboard. The first five tables are Better Auth's, under names of our own.

CREATE TABLE operators (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL
);

CREATE TABLE operator_accounts (
  id text PRIMARY KEY,
  operator_id text NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  -- scrypt, with a salt of its own.
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  UNIQUE (provider_id, account_id)
);
CREATE INDEX operator_accounts_operator ON operator_accounts (operator_id);

CREATE TABLE operator_sessions (
  id text PRIMARY KEY,
  operator_id text NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
  token text NOT NULL UNIQUE,
  expires_at timestamptz(3) NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
CREATE INDEX operator_sessions_operator ON operator_sessions (operator_id);
CREATE INDEX operator_sessions_age ON operator_sessions (expires_at);

CREATE TABLE operator_verifications (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
CREATE INDEX operator_verifications_identifier ON operator_verifications (identifier);

CREATE TABLE operator_rate_limits (
  id text PRIMARY KEY,
  key text NOT NULL UNIQUE,
  count integer NOT NULL,
  last_request bigint NOT NULL
);

CREATE TABLE operator_memberships (
  organization_id uuid NOT NULL REFERENCES organizations (id),
  operator_id text NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (organization_id, operator_id)
);
CREATE INDEX operator_memberships_operator ON operator_memberships (operator_id);

-- Links that let somebody set a password: to found the instance, to join, or because it was forgotten.
CREATE TABLE operator_links (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations (id),
  kind text NOT NULL CHECK (kind IN ('setup', 'invitation', 'reset')),
  -- SHA-256 of the token, which is in the link alone.
  token_hash bytea NOT NULL UNIQUE,
  -- Whom it is for; null on a setup, where the operator chooses.
  email text,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  CHECK ((kind = 'setup') = (email IS NULL))
);
CREATE INDEX operator_links_organization ON operator_links (organization_id, id);

-- What AI usage cost before the margin, so that the margin of months is a sum of hours.
ALTER TABLE usage_rollups ADD COLUMN provider_cost_nanos numeric NOT NULL DEFAULT 0;
-- total = s + ceil(s × margin / 10000) rises with every step of s, so s comes back from it exactly: in rate units
-- (100000 nanos) where parts were rounded up to them, else in nanos.
UPDATE usage_rollups r SET provider_cost_nanos = e.cost
FROM (
  SELECT e.customer_id, e.feature_id, date_trunc('hour', e.occurred_at, 'UTC') AS hour,
         m.provider || '/' || m.model_id AS model,
         sum(div(e.cost_nanos::numeric * 10000, (10000 + coalesce(e.margin_basis_points, 0))::numeric * s.step) * s.step) AS cost
  FROM usage_events e
  JOIN model_prices p ON p.id = e.model_price_id
  JOIN models m ON m.id = p.model_id
  CROSS JOIN LATERAL (SELECT CASE e.rounding WHEN 'exact' THEN 1 ELSE 100000 END AS step) s
  WHERE e.model IS NOT NULL AND e.unit IS NOT NULL AND e.unit <> 'credits' AND e.cost_nanos > 0
  GROUP BY 1, 2, 3, 4
) e
WHERE r.customer_id = e.customer_id AND r.feature_id = e.feature_id AND r.hour = e.hour AND r.model = e.model;

-- Who changed seats: a key, or an operator with a session.
ALTER TABLE seat_events ALTER COLUMN api_key_id DROP NOT NULL;
ALTER TABLE seat_events ADD COLUMN operator_id text;
