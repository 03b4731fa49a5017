-- Sums of what was invoiced in a stretch of time, and lists of it, read that stretch and not all invoices there are.
CREATE INDEX invoices_issued ON invoices (environment_id, issued_at) WHERE issued_at IS NOT NULL;
