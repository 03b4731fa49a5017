-- Since when a subscription's plans count usage, where one before deducted it: what happened before that and is told of
-- later is counted from there, as nothing counted it then.
ALTER TABLE subscriptions ADD COLUMN counted_since timestamptz(3);
