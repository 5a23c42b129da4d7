-- Who asks Telegram for a bot's updates. A row whose lease has lapsed is of a replica that ended: another one takes the bot
-- over, or, where updates come by webhook again, has the webhook registered.
CREATE TABLE long_poll (
    bot_id      uuid        NOT NULL,
    lease_owner uuid        NOT NULL,
    lease_until timestamptz NOT NULL,
    CONSTRAINT long_poll_pk PRIMARY KEY (bot_id),
    CONSTRAINT long_poll_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id)
) WITH (fillfactor = 70);
