-- The attempt that was made at a page, so that the page can say what became of its money. Null of those that took none, and
-- of those that were completed before this.
ALTER TABLE checkouts ADD COLUMN transaction_id uuid;
