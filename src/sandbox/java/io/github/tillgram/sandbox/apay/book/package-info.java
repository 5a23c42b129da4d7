/** What the simulated A-Pay remembers: projects, deposits, postbacks. */
package io.github.tillgram.sandbox.apay.book;
