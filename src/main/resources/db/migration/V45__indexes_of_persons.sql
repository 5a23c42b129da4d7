-- What is kept about a payer is found when he is erased. Without a transaction, so that payments go on meanwhile; what a
-- broken attempt has left goes first.
DROP INDEX CONCURRENTLY IF EXISTS invoice_event_person_ix;
CREATE INDEX CONCURRENTLY invoice_event_person_ix ON invoice_event
    (merchant_id, (coalesce(personal::json ->> 'payerId', personal::json ->> 'chatId'))) WHERE personal IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS invoice_event_erasure_ix;
CREATE INDEX CONCURRENTLY invoice_event_erasure_ix ON invoice_event (merchant_id, position) WHERE type = 'payer.erased';
DROP INDEX CONCURRENTLY IF EXISTS invoice_message_chat_ix;
CREATE INDEX CONCURRENTLY invoice_message_chat_ix ON invoice_message (chat_id);
DROP INDEX CONCURRENTLY IF EXISTS paid_media_access_of_payer_ix;
CREATE INDEX CONCURRENTLY paid_media_access_of_payer_ix ON paid_media_access (merchant_id, payer_id);
DROP INDEX CONCURRENTLY IF EXISTS apay_attempt_of_payer_ix;
CREATE INDEX CONCURRENTLY apay_attempt_of_payer_ix ON apay_attempt (merchant_id, payer_id) WHERE payer_id IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS apay_pay_link_of_payer_ix;
CREATE INDEX CONCURRENTLY apay_pay_link_of_payer_ix ON apay_pay_link (payer_id) WHERE payer_id IS NOT NULL;
