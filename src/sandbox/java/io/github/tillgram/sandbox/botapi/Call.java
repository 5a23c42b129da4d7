package io.github.tillgram.sandbox.botapi;

import io.github.tillgram.sandbox.world.Bot;

/** One call of a method by a bot. */
record Call(Bot bot, Arguments arguments) {}
