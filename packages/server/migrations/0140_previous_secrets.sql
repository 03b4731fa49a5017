-- Every secret of a webhook that was replaced and signs as well for a while, the last one first: [{"secret": sealed,
-- "expiresAt": time}]. There was room for one, and a second replacement within its time threw it away.
ALTER TABLE webhooks ADD COLUMN previous_secrets jsonb NOT NULL DEFAULT '[]';
UPDATE webhooks SET previous_secrets = jsonb_build_array(jsonb_build_object(
  'secret', previous_secret,
  'expiresAt', to_char(previous_secret_expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
WHERE previous_secret IS NOT NULL AND previous_secret_expires_at IS NOT NULL;
ALTER TABLE webhooks DROP COLUMN previous_secret, DROP COLUMN previous_secret_expires_at;
