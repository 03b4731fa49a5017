-- Plans that customers may change between, in an order.
CREATE TABLE plan_groups (
  id uuid PRIMARY KEY,
  environment_id uuid NOT NULL,
  name text NOT NULL,
  description text,
  is_public boolean NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
CREATE INDEX plan_groups_environment ON plan_groups (environment_id, id);

-- A plan is in at most one group. A greater sort_order is a higher plan; a deleted plan keeps its place, as open
-- subscriptions may still be on it.
ALTER TABLE plans
  ADD COLUMN plan_group_id uuid REFERENCES plan_groups (id),
  ADD COLUMN sort_order integer NOT NULL DEFAULT 0;
CREATE INDEX plans_group ON plans (plan_group_id, sort_order) WHERE plan_group_id IS NOT NULL;
