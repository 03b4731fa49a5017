-- What invoices can be about beyond time and usage: changes of plan, seats, packs of credits, top-ups, corrections.
ALTER TABLE invoices DROP CONSTRAINT invoices_reason_check, ADD CONSTRAINT invoices_reason_check CHECK (reason IN (
  'subscription_start', 'renewal', 'overage', 'cancellation', 'one_off',
  'plan_change', 'seats', 'credit_pack', 'topup', 'adjustment'
));
ALTER TABLE invoice_lines DROP CONSTRAINT invoice_lines_kind_check, ADD CONSTRAINT invoice_lines_kind_check CHECK (kind IN (
  'plan_base', 'feature_overage', 'balance_overage', 'late_usage', 'credit', 'adjustment',
  'feature_seats', 'credit_pack', 'balance_topup'
));
