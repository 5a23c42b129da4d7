-- While a new secret makes its way to Telegram, what is under way still carries the one before.
ALTER TABLE bot
    ADD COLUMN previous_webhook_secret text,
    ADD COLUMN previous_secret_until timestamptz,
    ADD CONSTRAINT bot_previous_secret_whole
        CHECK ((previous_webhook_secret IS NULL) = (previous_secret_until IS NULL));
