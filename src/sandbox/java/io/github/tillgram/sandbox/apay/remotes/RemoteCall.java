package io.github.tillgram.sandbox.apay.remotes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.apay.book.LostRequest.Proof;
import io.github.tillgram.sandbox.apay.book.Project;
import java.util.List;

/**
 * A call of a merchant.
 *
 * @param query the parameters of the query string, as a JSON object of texts
 * @param body a JSON object, or the fields of a form
 * @param origin scheme and host the call came to
 */
record RemoteCall(
    Project project, JsonNode query, JsonNode body, List<Proof> files, String origin) {}
