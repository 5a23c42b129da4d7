package io.github.tillgram.invoice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The picture of an invoice.
 *
 * @param url where Telegram fetches it
 * @param size in bytes, if known
 * @param width in pixels, if known
 * @param height in pixels, if known
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Photo(String url, Integer size, Integer width, Integer height) {}
