package io.allasflow.ingest;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.stream.LongStream;

/// How many bytes a source of each format may have, stored and once opened; `csv` is any text but JSON. Written as one
/// number for all, or as a map of those that differ.
public record SizeLimits(long csv, long json, long xlsx, long xls) {
    private static final long MOST_BYTES = 10L << 30;
    static final SizeLimits MOST = new SizeLimits(MOST_BYTES, MOST_BYTES, MOST_BYTES, MOST_BYTES);

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public SizeLimits {
        if (LongStream.of(csv, json, xlsx, xls).anyMatch(bytes -> bytes < 1 || bytes > MOST_BYTES)) {
            throw new IllegalArgumentException("maxBytes must be from 1 to " + MOST_BYTES);
        }
    }

    /// @param all as the configuration has it
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SizeLimits of(String all) {
        try {
            long bytes = Long.parseLong(all.strip());
            return new SizeLimits(bytes, bytes, bytes, bytes);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("maxBytes must be a number, or one for each of csv, json, xlsx and xls");
        }
    }

    /// What no source may have more of.
    long most() {
        return LongStream.of(csv, json, xlsx, xls).max().getAsLong();
    }

    /// @param format `xlsx` or `xls`
    long ofWorkbook(String format) {
        return format.equals("xls") ? xls : xlsx;
    }
}
