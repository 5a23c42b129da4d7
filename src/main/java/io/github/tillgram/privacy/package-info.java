/**
 * Erases what is kept about a payer when he asks his merchant for it. Each room that keeps
 * something about payers says what stands in the way and erases its own; here all of it becomes one
 * transaction. Money stays in the books, without him.
 */
package io.github.tillgram.privacy;
