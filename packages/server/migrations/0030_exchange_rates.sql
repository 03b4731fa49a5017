-- What a unit of a currency is for one US dollar, in which models are priced. A row never changes: another rate is another
-- row, from its time on.
CREATE TABLE exchange_rates (
  id uuid PRIMARY KEY,
  environment_id uuid NOT NULL,
  currency text NOT NULL,
  rate_nanos bigint NOT NULL CHECK (rate_nanos > 0),
  effective_from timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX exchange_rates_environment ON exchange_rates (environment_id, id);
-- By which an AI event was charged in a currency that its model is not priced in.
ALTER TABLE usage_events ADD COLUMN exchange_rate_nanos bigint CHECK (exchange_rate_nanos > 0);
