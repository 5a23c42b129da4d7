/** How updates leave: webhook requests with their queues and retries, or long polls. */
package io.github.tillgram.sandbox.delivery;
