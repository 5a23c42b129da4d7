-- Who speaks waits for a turn: a bot as a whole (chat 0), and each of its chats. Turns are taken together with the
-- outbox rows they are for, so the messenger's limits hold for all replicas in sum.
CREATE TABLE outbox_line (
    bot_id  uuid        NOT NULL,
    chat_id bigint      NOT NULL,
    free_at timestamptz NOT NULL,
    CONSTRAINT outbox_line_pk PRIMARY KEY (bot_id, chat_id)
);
CREATE INDEX outbox_line_free_ix ON outbox_line (free_at);

-- The chat a row speaks into, as its body names it. Null: it speaks into none and needs no turn.
ALTER TABLE outbox
    ADD COLUMN chat_id bigint GENERATED ALWAYS AS
        (CASE WHEN bot_id IS NOT NULL THEN (body::json ->> 'chatId')::bigint END) STORED;
