-- During an update replicas of the version before book payments beside those of this one. What they know nothing of
-- follows here, in their own transactions; this version never fires these rules, so they may go with the one after it.

-- They take a payment that is being refunded for one that never counted, and leave behind what it was.
CREATE FUNCTION payment_uncount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.refunding_from = 'COUNTED' AND NOT NEW.renewal THEN
        UPDATE invoice SET counted_payments = counted_payments - 1, version = version + 1,
                           status = CASE usage WHEN 'SINGLE' THEN 'REFUNDED' ELSE status END
        WHERE id = NEW.invoice_id;
    END IF;
    UPDATE subscription SET refunded = refunded + 1 WHERE id = NEW.subscription_id;
    NEW.refunding_from := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_uncount BEFORE UPDATE OF status ON payment FOR EACH ROW
    WHEN (OLD.status = 'REFUNDING' AND NEW.status = 'REFUNDED' AND NEW.refunding_from IS NOT NULL)
    EXECUTE FUNCTION payment_uncount();

-- They count a subscription's payment without its subscription; the outbox of this version adds it there.
CREATE FUNCTION payment_subscribe() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO outbox (kind, bot_id, invoice_id, body)
    SELECT 'subscription.adopt', i.bot_id, i.id, json_build_object('paymentId', NEW.id)::text
    FROM invoice i WHERE i.id = NEW.invoice_id AND i.subscription_period IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER payment_subscribe AFTER INSERT ON payment FOR EACH ROW
    WHEN (NEW.subscription_id IS NULL AND (NEW.renewal OR NEW.subscription_expires_at IS NOT NULL))
    EXECUTE FUNCTION payment_subscribe();

-- Whether a subscription was told of this already.
ALTER TABLE subscription_notice ADD COLUMN told boolean NOT NULL DEFAULT false;

-- What runs is counted every half minute; what ran out is history.
CREATE INDEX subscription_running_ix ON subscription (expires_at, renewal);

-- How much waits for a chat already.
CREATE INDEX outbox_chat_ix ON outbox (bot_id, chat_id, kind) WHERE state = 'PENDING' AND chat_id IS NOT NULL;

-- What is old is forgotten.
ALTER TABLE chat_language ADD COLUMN heard_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX chat_language_heard_ix ON chat_language (heard_at);
CREATE INDEX invoice_message_sent_ix ON invoice_message (sent_at);
