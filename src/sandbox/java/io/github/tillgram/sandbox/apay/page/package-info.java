/** The payment page, and what a payer does there. */
package io.github.tillgram.sandbox.apay.page;
