-- A subscription that was given no name goes by that of the plan it is on, also after a change of plan.
ALTER TABLE subscriptions ALTER COLUMN name DROP NOT NULL;
UPDATE subscriptions s SET name = NULL
  WHERE EXISTS (SELECT FROM plans p WHERE p.environment_id = s.environment_id AND p.name = s.name);
