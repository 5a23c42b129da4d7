-- By itself, so that it never waits for payments that wait for it.
ALTER TABLE apay_deposit
    ADD CONSTRAINT apay_deposit_payment_fk FOREIGN KEY (payment_id) REFERENCES payment (id);
