-- An invoice takes its number last in the transaction that finalizes it, as all others wait while it is held.
ALTER TABLE invoices
  DROP CONSTRAINT invoices_check,
  DROP CONSTRAINT invoices_check1,
  ADD CONSTRAINT invoices_issued_check CHECK ((status = 'draft') = (issued_at IS NULL)),
  ADD CONSTRAINT invoices_number_check CHECK (status <> 'draft' OR number IS NULL);

-- None is committed without one.
CREATE FUNCTION refuse_finalized_invoice_without_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM invoices i
    WHERE i.customer_id = NEW.customer_id AND i.id = NEW.id AND i.status <> 'draft' AND i.number IS NULL
  ) THEN
    RAISE EXCEPTION 'invoice % is finalized and has no number', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER invoices_numbered AFTER INSERT OR UPDATE ON invoices DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.status = 'open' AND NEW.number IS NULL)
  EXECUTE FUNCTION refuse_finalized_invoice_without_number();

CREATE OR REPLACE FUNCTION refuse_change_of_finalized_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_its_fate text[] := '{status,paid_at,voided_at,void_reason,credited_nanos,updated_at}';
BEGIN
  IF OLD.status = 'draft' THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF OLD.number IS NULL THEN
    of_its_fate := array_append(of_its_fate, 'number');
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
