-- A one-off payment that the customer's credits cover: it succeeded, and nothing was taken for it.
ALTER TABLE payments
  DROP CONSTRAINT payments_amount_nanos_check,
  ADD CONSTRAINT payments_amount_nanos_check
    CHECK (amount_nanos > 0 OR (amount_nanos = 0 AND status = 'succeeded' AND attempts = 0));

-- Of a purchase that waits to be put on the account: when the last of what was given for it went back. It is not given then.
ALTER TABLE purchases
  ADD COLUMN given_back_at timestamptz(3),
  ADD CONSTRAINT purchases_given_back CHECK (given_back_at IS NULL OR (paid_at IS NOT NULL AND applied_at IS NULL));
UPDATE purchases p SET given_back_at = pay.updated_at
FROM payments pay
WHERE pay.customer_id = p.customer_id AND pay.invoice_id = p.invoice_id AND pay.refunded_nanos = pay.amount_nanos
  AND p.paid_at IS NOT NULL AND p.applied_at IS NULL;
