-- From its time on an environment's own price of a model does not hold any more, and the catalog's does again. Its terms
-- are the catalog's of that time, to be shown; no event is rated by it.
ALTER TABLE model_prices ADD COLUMN ends_override boolean NOT NULL DEFAULT false
  CHECK (NOT ends_override OR environment_id IS NOT NULL);
