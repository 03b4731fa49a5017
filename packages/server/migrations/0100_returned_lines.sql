-- A line that gives unused time back names the line by which that time was billed: what went back so is not given back again.
ALTER TABLE invoice_lines ADD COLUMN returns_line_id uuid;
CREATE INDEX invoice_lines_returns ON invoice_lines (customer_id, returns_line_id) WHERE returns_line_id IS NOT NULL;
