/**
 * Postbacks: written and signed as PHP would, sent until they are acknowledged, or spoilt to order.
 */
package io.github.tillgram.sandbox.apay.postback;
