-- Raised whenever an external id comes to mean another customer, or none: nodes then forget what they remember of them.
ALTER TABLE environments ADD COLUMN references_version bigint NOT NULL DEFAULT 1;
