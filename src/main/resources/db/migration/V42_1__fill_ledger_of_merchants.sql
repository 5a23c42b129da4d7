-- By itself: nobody else ever changes a line, so nobody waits for this, and whatever is written meanwhile has it already.
UPDATE ledger_line l SET merchant_id = p.merchant_id
FROM payment p
WHERE p.id = l.payment_id AND l.merchant_id IS NULL;
