/** JSON, byte for byte as PHP writes it: what A-Pay signs and sends. */
package io.github.tillgram.sandbox.apay.php;
