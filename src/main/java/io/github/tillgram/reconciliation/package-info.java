/**
 * Our books beside those of others. A source of transactions is walked into a table of its own and
 * compared by a statement of its own; runs and differences are the same for every source.
 */
package io.github.tillgram.reconciliation;
