-- What documents say of the operator. Each change is a version of its own, and a finalized document names the one that
-- it was issued with. A picture is stored once, however many versions have it.
CREATE TABLE branding_logos (
  environment_id uuid NOT NULL,
  digest uuid NOT NULL,
  content_type text NOT NULL CHECK (content_type IN ('image/png', 'image/jpeg')),
  width integer NOT NULL,
  height integer NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (environment_id, digest)
);
CREATE TABLE brandings (
  environment_id uuid NOT NULL,
  version bigint NOT NULL,
  legal_name text,
  address jsonb,
  tax_id text,
  email text,
  website text,
  accent_color text,
  footer text,
  payment_instructions text,
  net_days integer NOT NULL DEFAULT 0,
  logo_digest uuid,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (environment_id, version)
);

-- Signs links that need no key: 244 random bits of the database's own strong source, made when the first link is.
CREATE TABLE link_secrets (
  environment_id uuid PRIMARY KEY,
  secret bytea NOT NULL DEFAULT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
);

-- What a document says of both sides is as it was when it was finalized; null on invoices of before.
ALTER TABLE invoices
  ADD COLUMN branding_version bigint,
  ADD COLUMN bill_to jsonb,
  ADD COLUMN net_days integer,
  ADD COLUMN due_at timestamptz(3),
  ADD COLUMN corrects_id uuid,
  ADD COLUMN void_reason text,
  ADD COLUMN credited_nanos numeric NOT NULL DEFAULT 0;
CREATE INDEX invoices_open ON invoices (environment_id, due_at) WHERE status = 'open';

-- The usage behind an invoice, as its document sums it up: kept when it is first made, for events leave the database.
CREATE TABLE invoice_usage (
  customer_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  usage jsonb NOT NULL,
  PRIMARY KEY (customer_id, invoice_id)
);

-- Corrections of what is finalized. They are final as they are written.
CREATE TABLE credit_notes (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  number bigint NOT NULL,
  currency text NOT NULL,
  total_nanos numeric NOT NULL CHECK (total_nanos > 0),
  reason text NOT NULL,
  settlement text NOT NULL CHECK (settlement IN ('open_amount', 'customer_credit', 'refund', 'outside')),
  metadata jsonb,
  branding_version bigint,
  bill_to jsonb,
  issued_at timestamptz(3) NOT NULL,
  PRIMARY KEY (customer_id, id)
);
CREATE UNIQUE INDEX credit_notes_number ON credit_notes (environment_id, number);
CREATE INDEX credit_notes_environment ON credit_notes (environment_id, id);
CREATE INDEX credit_notes_invoice ON credit_notes (customer_id, invoice_id);
CREATE TABLE credit_note_lines (
  customer_id uuid NOT NULL,
  credit_note_id uuid NOT NULL,
  position integer NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  invoice_line_id uuid,
  description text NOT NULL,
  amount_nanos numeric NOT NULL CHECK (amount_nanos > 0),
  PRIMARY KEY (customer_id, credit_note_id, position)
);
CREATE TABLE credit_note_numbers (
  environment_id uuid PRIMARY KEY,
  last_number bigint NOT NULL
);
CREATE FUNCTION refuse_change_of_credit_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'credit notes cannot be changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER credit_notes_final BEFORE UPDATE OR DELETE ON credit_notes
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_credit_note();
CREATE TRIGGER credit_note_lines_final BEFORE UPDATE OR DELETE ON credit_note_lines
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_credit_note();

-- A finalized invoice never changes: only what became of it may be written, and what of it was credited, which only grows.
CREATE OR REPLACE FUNCTION refuse_change_of_finalized_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_its_fate constant text[] := '{status,paid_at,voided_at,void_reason,credited_nanos,updated_at}';
BEGIN
  IF OLD.status = 'draft' THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'UPDATE'
    AND to_jsonb(NEW) - of_its_fate = to_jsonb(OLD) - of_its_fate
    AND NEW.credited_nanos BETWEEN OLD.credited_nanos AND greatest(OLD.total_nanos, OLD.credited_nanos)
    AND (CASE
      WHEN NEW.status = OLD.status THEN
        (NEW.paid_at, NEW.voided_at, NEW.void_reason) IS NOT DISTINCT FROM (OLD.paid_at, OLD.voided_at, OLD.void_reason)
      ELSE OLD.status IN ('open', 'uncollectible') AND NEW.status IN ('paid', 'void', 'uncollectible')
    END) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'invoice % is finalized and cannot be changed', OLD.id USING ERRCODE = 'restrict_violation';
END $$;

-- Lines of a draft may come and go with it.
CREATE OR REPLACE FUNCTION refuse_change_of_finalized_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  line invoice_lines := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
BEGIN
  IF TG_OP <> 'UPDATE' AND EXISTS (
    SELECT FROM invoices i WHERE i.customer_id = line.customer_id AND i.id = line.invoice_id AND i.status = 'draft'
  ) THEN
    RETURN line;
  END IF;
  RAISE EXCEPTION 'lines of invoice % cannot be changed', line.invoice_id USING ERRCODE = 'restrict_violation';
END $$;
