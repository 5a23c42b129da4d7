/** Tillgram, a self-hosted payments service for Telegram merchants. */
package io.github.tillgram;
