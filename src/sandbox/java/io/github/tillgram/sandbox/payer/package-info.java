/** The payer's side: chatting, pressing, paying, and the JSON API that drives it. */
package io.github.tillgram.sandbox.payer;
