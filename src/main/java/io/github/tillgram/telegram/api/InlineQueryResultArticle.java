package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A result of an inline query that becomes an invoice in the chat when it is chosen.
 *
 * @param type always {@code article}
 * @param id 1 to 64 bytes, unique among the results
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InlineQueryResultArticle(
    String type,
    String id,
    String title,
    String description,
    @JsonProperty("thumbnail_url") String thumbnailUrl,
    @JsonProperty("input_message_content") InvoiceContent inputMessageContent) {}
