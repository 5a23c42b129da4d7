package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Arguments of {@code sendInvoice}.
 *
 * @param startParameter not empty: only the chat it is sent to may pay, forwarded copies carry no
 *     pay button
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SendInvoice(
    @JsonProperty("chat_id") long chatId,
    @JsonUnwrapped InvoiceContent content,
    @JsonProperty("start_parameter") String startParameter) {}
