/**
 * Our books beside those of others. An account of transactions is walked into a table of its own
 * and compared by a statement of its own, and what differs is kept; what A-Pay says of its orders
 * is in our books already, so that the two are compared whenever somebody asks.
 */
package io.github.tillgram.reconciliation;
