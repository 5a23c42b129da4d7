/** What the description of our API says of all operations alike, so that no resource has to. */
package io.github.tillgram.merchantapi.description;
