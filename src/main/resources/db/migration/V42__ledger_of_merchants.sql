-- Whose books a line is in, so that a merchant's lines are found in the order they were written, without his payments. A
-- replica of the version before leaves it out, and the trigger looks it up.
ALTER TABLE ledger_line
    ADD COLUMN merchant_id uuid,
    ADD CONSTRAINT ledger_line_merchant_known CHECK (merchant_id IS NOT NULL) NOT VALID;

CREATE FUNCTION ledger_line_merchant() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    NEW.merchant_id := (SELECT p.merchant_id FROM payment p WHERE p.id = NEW.payment_id);
    RETURN NEW;
END
$$;

CREATE TRIGGER ledger_line_merchant
    BEFORE INSERT ON ledger_line
    FOR EACH ROW WHEN (NEW.merchant_id IS NULL) EXECUTE FUNCTION ledger_line_merchant();
