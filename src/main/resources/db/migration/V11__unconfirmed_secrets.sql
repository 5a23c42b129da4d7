-- Until Telegram has taken a new secret for sure it may go on using the one before, so that is not replaced.
ALTER TABLE bot ADD COLUMN secret_confirmed boolean NOT NULL DEFAULT true;
UPDATE bot SET secret_confirmed = webhook_registered;
