package io.github.tillgram.merchantapi;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A part of a list; where a list is followed, there is always a next page. */
@Schema(name = "Page")
public record PageView<T>(
    @Schema(description = "The entries of this page") List<T> items,
    @Schema(
            description =
                "Give it back as cursor for the next page; null on the last, unless what comes can be"
                    + " followed",
            nullable = true,
            example = "AZjypHwee3qdUj9qjA4bJw")
        String nextCursor) {}
