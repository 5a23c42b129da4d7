/** What the simulated Telegram remembers: bots, people, chats, pending updates, charges, Stars. */
package io.github.tillgram.sandbox.world;
