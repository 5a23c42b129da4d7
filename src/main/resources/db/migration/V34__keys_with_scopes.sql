-- Keys that exist may do everything, as before. What an older replica does with keys while it still runs beside newer ones:
-- * It knows keys by their digest alone, so a key that has ended gets another digest: a zero byte in front of the old one.
--   It refuses such a key, then, and to whom a key belonged can still be told from its text.
-- * It knows no scopes. A key that has not all of them begins with tgr_, which it does not take for a key.
-- * It makes keys for new merchants, and leaves the new columns to their defaults.
ALTER TABLE api_key
    ADD COLUMN name         text        NOT NULL DEFAULT 'First key',
    ADD COLUMN scopes       text        NOT NULL DEFAULT 'read,write,refund,manage',
    ADD COLUMN ending       text,
    ADD COLUMN expires_at   timestamptz,
    ADD COLUMN last_used_at timestamptz,
    ADD COLUMN revoked_at   timestamptz,
    ADD COLUMN replaced_by  uuid,
    ADD CONSTRAINT api_key_name_length CHECK (char_length(name) BETWEEN 1 AND 100),
    ADD CONSTRAINT api_key_scopes_known
        CHECK (scopes ~ '^(read|write|refund|manage)(,(read|write|refund|manage)){0,3}$'),
    ADD CONSTRAINT api_key_revoked_digest CHECK (revoked_at IS NULL OR octet_length(digest) = 33);
CREATE INDEX api_key_expiry_ix ON api_key (expires_at) WHERE octet_length(digest) = 32;
