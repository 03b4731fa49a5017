-- An attempt that took money for what another one had paid: all of it is given back, and none of that counts for the payment.
ALTER TABLE transactions ADD COLUMN is_surplus boolean NOT NULL DEFAULT false;
UPDATE transactions t SET is_surplus = true
WHERE t.status = 'succeeded' AND EXISTS (
  SELECT FROM transactions o
  WHERE o.customer_id = t.customer_id AND o.payment_id = t.payment_id AND o.status = 'succeeded'
    AND (o.settled_at, o.id) < (t.settled_at, t.id)
);
-- Of several none would say which of them paid.
CREATE UNIQUE INDEX transactions_one_paid ON transactions (customer_id, payment_id)
  WHERE status = 'succeeded' AND NOT is_surplus;
