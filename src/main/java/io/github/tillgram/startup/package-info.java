/** What happens before any door opens: settings are checked, the schema is brought up to date. */
package io.github.tillgram.startup;
