-- The lock of an account says which state its subscriptions are in, so that charging reads them only when they changed.
-- From a sequence: a version that was rolled back, or of an account that is gone, never stands for another state.
CREATE SEQUENCE subscriptions_versions;
ALTER TABLE balances ADD COLUMN subscriptions_version bigint NOT NULL DEFAULT nextval('subscriptions_versions');

CREATE FUNCTION raise_subscriptions_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE balances SET subscriptions_version = nextval('subscriptions_versions')
  WHERE customer_id IN (SELECT customer_id FROM changed);
  RETURN NULL;
END $$;
CREATE TRIGGER subscriptions_inserted AFTER INSERT ON subscriptions REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION raise_subscriptions_version();
CREATE TRIGGER subscriptions_updated AFTER UPDATE ON subscriptions REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION raise_subscriptions_version();
CREATE TRIGGER subscriptions_deleted AFTER DELETE ON subscriptions REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION raise_subscriptions_version();
