-- What a payer waits for goes before what can wait; 0 is the most urgent. Each urgency of a bot is read in the order it
-- fell due, so that what is not due yet is never looked at.
ALTER TABLE outbox ADD COLUMN urgency smallint NOT NULL DEFAULT 1;
CREATE INDEX outbox_urgent_speaker_ix ON outbox (bot_id, urgency, due_at, id) WHERE state = 'PENDING' AND chat_id IS NOT NULL;
DROP INDEX outbox_speaker_ix;
CREATE INDEX outbox_urgent_due_ix ON outbox (urgency, due_at, id) WHERE state = 'PENDING' AND chat_id IS NULL;
DROP INDEX outbox_due_ix;
