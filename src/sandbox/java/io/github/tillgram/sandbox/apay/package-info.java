/**
 * A simulated A-Pay: its API for merchants, its payment page, and its postbacks. It behaves as the
 * original is documented to, errors included; what is not documented can be switched.
 */
package io.github.tillgram.sandbox.apay;
