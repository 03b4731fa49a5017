-- A move of a sandbox's clock goes on whatever becomes of the request that asked for it: what it has come to is kept here,
-- written with each group of steps in their own transaction. One row each: the last move, also once it is over.
CREATE TABLE clock_moves (
  environment_id uuid PRIMARY KEY REFERENCES environments (id),
  request_key uuid,
  from_at timestamptz(3) NOT NULL,
  target_at timestamptz(3) NOT NULL,
  steps integer NOT NULL DEFAULT 0,
  invoices integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  counts jsonb NOT NULL DEFAULT '{}',
  first_done jsonb NOT NULL DEFAULT '[]',
  last_done jsonb NOT NULL DEFAULT '[]',
  failed jsonb NOT NULL DEFAULT '[]',
  -- Real time.
  begun_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3)
);

-- One that was broken off is finished.
INSERT INTO clock_moves (environment_id, request_key, from_at, target_at, begun_at)
SELECT id, clock_move_key, frozen_at, clock_target, now() FROM environments WHERE clock_target > frozen_at;
ALTER TABLE environments DROP COLUMN clock_target, DROP COLUMN clock_move_key;
