-- What is due is found bot by bot, in the order it fell due; what says nothing in a chat is nobody's turn.
CREATE INDEX outbox_speaker_ix ON outbox (bot_id, due_at, id) WHERE state = 'PENDING' AND chat_id IS NOT NULL;
DROP INDEX outbox_due_ix;
CREATE INDEX outbox_due_ix ON outbox (due_at, id) WHERE state = 'PENDING' AND chat_id IS NULL;
