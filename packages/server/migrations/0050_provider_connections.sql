-- Payment providers that stand elsewhere, each environment with its own.

-- What a server signs in with there, and what it knows the provider's webhooks by. Both are sealed with a key that is
-- not in the database.
CREATE TABLE provider_connections (
  environment_id uuid PRIMARY KEY,
  provider text NOT NULL CHECK (provider IN ('stripe')),
  -- The provider's name of the account; null where the key may not read it.
  account text,
  -- Null once it is disconnected; cards are charged again when the same account comes back.
  secret_key text,
  webhook_secret text,
  -- The end of the key, to recognise it by.
  key_hint text NOT NULL,
  connected_at timestamptz(3) NOT NULL,
  CHECK ((secret_key IS NULL) = (webhook_secret IS NULL))
);

-- How often the provider was asked, so that nobody has to tell from a clock whether a question is the first one.
ALTER TABLE transactions ADD COLUMN sends integer NOT NULL DEFAULT 0;
UPDATE transactions SET sends = 1 WHERE sent_at IS NOT NULL;
ALTER TABLE refunds ADD COLUMN sends integer NOT NULL DEFAULT 0;
-- What was given back at the provider's own pages is kept once, however often it is told.
CREATE UNIQUE INDEX refunds_reference ON refunds (customer_id, provider_reference) WHERE provider_reference IS NOT NULL;
-- Nobody had a provider so far, so the table is empty.
ALTER TABLE provider_customers ADD COLUMN environment_id uuid NOT NULL;
