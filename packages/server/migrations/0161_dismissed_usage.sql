-- Refused usage that the operator forgives: it is not charged any more, and why is kept with it.
ALTER TABLE refused_usage
  ADD COLUMN dismiss_reason text,
  DROP CONSTRAINT refused_usage_status_check,
  ADD CONSTRAINT refused_usage_status_check CHECK (status IN ('open', 'recorded', 'dismissed')),
  ADD CONSTRAINT refused_usage_dismissed_why CHECK ((status = 'dismissed') = (dismiss_reason IS NOT NULL));
