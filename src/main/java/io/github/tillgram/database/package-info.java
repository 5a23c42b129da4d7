/**
 * What every room that keeps something needs to know of PostgreSQL: where it is, how rows are
 * named, and which failures mean "not now".
 */
package io.github.tillgram.database;
