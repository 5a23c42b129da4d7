/**
 * {@code Idempotency-Key}: a POST that is repeated does its work once and is answered alike. Knows
 * nothing of what the work is.
 */
package io.github.tillgram.merchantapi.idempotency;
