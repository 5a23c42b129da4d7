/** The simulated Bot API server: its methods, its checks and its very words. */
package io.github.tillgram.sandbox.botapi;
