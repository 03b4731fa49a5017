-- Of a credit note nothing changes but the refund it was settled by: one that failed at the bank is taken off it, and the one
-- that is made in its place is put there.
CREATE FUNCTION refuse_change_of_credit_note_but_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'refund_id' = to_jsonb(OLD) - 'refund_id' AND OLD.settlement = 'refund' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'credit notes cannot be changed' USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER credit_notes_final ON credit_notes;
CREATE TRIGGER credit_notes_final BEFORE UPDATE OR DELETE ON credit_notes
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_credit_note_but_refund();

UPDATE credit_notes n SET refund_id = NULL
FROM refunds r
WHERE r.customer_id = n.customer_id AND r.id = n.refund_id AND r.status = 'failed';
