-- The refund that a credit note was settled by.
ALTER TABLE credit_notes ADD COLUMN refund_id uuid;
