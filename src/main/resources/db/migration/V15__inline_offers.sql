-- What people type in any chat is looked up here, in the lower case of the service: that of a database depends on its
-- locale. The index names no column that a pre-checkout changes.
ALTER TABLE invoice ADD COLUMN inline_text text;
ALTER TABLE invoice ADD CONSTRAINT invoice_inline_text CHECK (offered_inline = (inline_text IS NOT NULL)) NOT VALID;
CREATE INDEX invoice_inline_ix ON invoice (bot_id, id DESC) WHERE offered_inline AND unsettled;
