package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.regex.Pattern;

/// What the user says of a JSON text; null where the text tells.
///
/// @param records JSON Pointer (RFC 6901) to an array of records, or to one, in each value of the text
public record JsonSettings(String records) {
    public static final JsonSettings AUTO = new JsonSettings(null);
    private static final int MOST_CHARACTERS = 200;
    /// A tilde stands only for itself, `~0`, or a slash, `~1`.
    private static final Pattern BARE_TILDE = Pattern.compile("~(?![01])");

    public JsonSettings {
        if (records != null && !isPointer(records)) {
            throw new IllegalArgumentException("records must be a JSON Pointer like /data/items, of at most "
                    + MOST_CHARACTERS + " characters");
        }
    }

    private static boolean isPointer(String text) {
        return text.startsWith("/") && text.length() <= MOST_CHARACTERS && !BARE_TILDE.matcher(text).find();
    }

    /// Null if not said.
    JsonPointer pointer() {
        return records == null ? null : JsonPointer.compile(records);
    }
}
