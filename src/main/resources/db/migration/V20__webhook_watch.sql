-- What the watchdog saw of each bot's webhook, and when it looks next. Bots are adopted by the watchdog itself, so that
-- one which the version before takes in during an update is watched too.
CREATE TABLE webhook_watch (
    bot_id             uuid        NOT NULL,
    due_at             timestamptz NOT NULL,
    lease_owner        uuid,
    lease_until        timestamptz,
    checked_at         timestamptz,
    findings           text        NOT NULL DEFAULT '',
    pending_updates    integer     NOT NULL DEFAULT 0,
    last_error_at      timestamptz,
    last_error_message text,
    errors_known_until timestamptz NOT NULL DEFAULT now(),
    repairs            integer     NOT NULL DEFAULT 0,
    repair_ordered_at  timestamptz,
    repaired_at        timestamptz,
    CONSTRAINT webhook_watch_pk PRIMARY KEY (bot_id),
    CONSTRAINT webhook_watch_bot_fk FOREIGN KEY (bot_id) REFERENCES bot (id),
    CONSTRAINT webhook_watch_pending_positive CHECK (pending_updates >= 0),
    CONSTRAINT webhook_watch_repairs_positive CHECK (repairs >= 0)
);
CREATE INDEX webhook_watch_due_ix ON webhook_watch (due_at);
