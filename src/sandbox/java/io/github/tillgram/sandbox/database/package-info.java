/**
 * The PostgreSQL of development and tests, embedded so that neither needs Docker nor an installed
 * server.
 *
 * <p>It is a real server process that outlives a JVM killed without warning: the payments that a
 * crash interrupts must be there, committed, when the service starts again. So this package never
 * treats a cluster as disposable: it initializes one only where there is none, adopts a server that
 * still runs, and stops it only when nobody uses it.
 */
package io.github.tillgram.sandbox.database;
