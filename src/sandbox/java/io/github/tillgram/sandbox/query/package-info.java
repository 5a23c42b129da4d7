/** Questions to a bot that a payer waits for, and the answers. */
package io.github.tillgram.sandbox.query;
