-- Later messages about a payment speak the language that the payer's Telegram had when he paid.
ALTER TABLE payment ADD COLUMN payer_language text;

-- Where invoices stand in chats, so that what can no longer be paid can be taken away.
CREATE TABLE invoice_message (
    invoice_id uuid        NOT NULL,
    chat_id    bigint      NOT NULL,
    message_id bigint      NOT NULL,
    sent_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT invoice_message_pk PRIMARY KEY (invoice_id, chat_id, message_id),
    CONSTRAINT invoice_message_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoice (id)
);

-- What a merchant has his bot say instead of our own words.
CREATE TABLE bot_text (
    id       uuid NOT NULL,
    bot_id   uuid NOT NULL,
    language text NOT NULL,
    name     text NOT NULL,
    text     text NOT NULL,
    CONSTRAINT bot_text_pk PRIMARY KEY (id),
    CONSTRAINT bot_text_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT bot_text_name_uq UNIQUE (bot_id, language, name),
    CONSTRAINT bot_text_length CHECK (char_length(text) BETWEEN 1 AND 4096)
);

-- The language in which somebody last spoke to a bot.
CREATE TABLE chat_language (
    bot_id   uuid   NOT NULL,
    chat_id  bigint NOT NULL,
    language text   NOT NULL,
    CONSTRAINT chat_language_pk PRIMARY KEY (bot_id, chat_id),
    CONSTRAINT chat_language_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id)
);

-- Which version of the menu of commands Telegram is to be told; 0: none yet.
ALTER TABLE bot ADD COLUMN menu_version integer NOT NULL DEFAULT 0;
CREATE INDEX bot_menu_ix ON bot (menu_version) WHERE role = 'MERCHANT';
