-- An open invoice that no provider can take, whatever the card, such as one below the smallest amount. It waits for the
-- operator's word, and nobody is past due for it.
ALTER TABLE invoices ADD COLUMN is_set_aside boolean NOT NULL DEFAULT false;

CREATE OR REPLACE FUNCTION refuse_change_of_finalized_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_its_fate text[] := '{status,paid_at,voided_at,void_reason,credited_nanos,is_set_aside,updated_at}';
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
