/** How the sandbox is steered: the requests of its own JSON API, and what is wrong with them. */
package io.github.tillgram.sandbox.control;
