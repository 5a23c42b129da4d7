/** A-Pay's API for merchants, below {@code /Remotes}, with its checks and its words. */
package io.github.tillgram.sandbox.apay.remotes;
