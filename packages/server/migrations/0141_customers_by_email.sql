-- A link to the portal may name its customer by e-mail, in letters of either case.
CREATE INDEX customers_email ON customers (environment_id, lower(email)) WHERE email IS NOT NULL;
