/**
 * What happened, for merchants to read, to follow and to rely on. Any room adds events in the
 * transaction that causes them. A job seals them afterwards: it gives each its place in the chain
 * of its merchant, binds it by a hash to the one before, and tells those who wait for events, all
 * in one transaction; so an event has a place once it is there for good, and places never arrive
 * out of order.
 */
package io.github.tillgram.event;
