package io.allasflow.ingest.rest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;

/// How to get from one page of an API to the next.
///
/// @param parameter of the query: the page's number, the offset of its first record, or the cursor. Empty if the next
///        page's URL is told
/// @param start the first page's number or offset
/// @param size records a page, as the API is asked for them with `sizeParameter`
/// @param next where in an answer the cursor, or the next page's URL, or whether there is more, is told
public record Pagination(Type type, Optional<String> parameter, long start, Optional<Integer> size,
        String sizeParameter, Optional<JsonPointer> next) {

    public enum Type {
        @JsonProperty("page")
        PAGE,
        @JsonProperty("offset")
        OFFSET,
        @JsonProperty("cursor")
        CURSOR,
        @JsonProperty("link")
        LINK
    }

    @JsonCreator
    static Pagination of(@JsonProperty("type") Type type, @JsonProperty("parameter") String parameter,
            @JsonProperty("start") Long start, @JsonProperty("size") Integer size,
            @JsonProperty("sizeParameter") String sizeParameter, @JsonProperty("next") String next) {
        require(type != null, "type must be page, offset, cursor or link");
        require(size == null == (sizeParameter == null), "size and sizeParameter go together");
        require(size == null || size > 0, "size must be at least 1");
        require(start == null || start >= 0, "start must be at least 0");
        boolean counts = type == Type.PAGE || type == Type.OFFSET;
        require(counts || start == null, "start is for the types page and offset alone");
        require(type != Type.CURSOR || next != null, "next must say where an answer tells the cursor or the next URL");
        require(type != Type.LINK || parameter == null && next == null,
                "parameter and next are not for the type link: the Link header tells the next URL");
        var name = switch (type) {
            case PAGE -> parameter == null ? "page" : parameter;
            case OFFSET -> parameter == null ? "offset" : parameter;
            case CURSOR, LINK -> parameter;
        };
        return new Pagination(type, Optional.ofNullable(name), start == null ? type == Type.PAGE ? 1 : 0 : start,
                Optional.ofNullable(size), sizeParameter,
                Optional.ofNullable(next).map(text -> RestSource.pointer("next", text)));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
