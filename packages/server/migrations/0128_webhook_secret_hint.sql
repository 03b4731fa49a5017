-- The end of the webhook's secret, so that it can be told which endpoint of the provider's it belongs to. Null where it was
-- connected before this: it is sealed, and stays so.
ALTER TABLE provider_connections ADD COLUMN webhook_secret_hint text;
