package io.allasflow.summarize.publish;

import io.allasflow.core.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/// What the database calls a dataset, model or column: its name as it is, in quotes. A name that is too long, holds control
/// characters, is one of PostgreSQL's own columns, or looks as if it had a hash, is cut and given the hash of the whole, so that no two
/// names become one.
final class Identifier {
    private static final int MOST_BYTES = 63;
    private static final int HASH_CHARACTERS = 16;
    private static final Pattern HASHED = Pattern.compile(".*~[0-9a-f]{16}", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f]");
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private Identifier() {}

    static String table(String name) {
        return fits(name) ? name : hashed(name);
    }

    static String column(String name) {
        return fits(name) && !SYSTEM_COLUMNS.contains(name) ? name : hashed(name);
    }

    /// Where a table grows: no dataset's table can be called that.
    static String growing(String table) {
        return "~" + Sha256.hex(table, HASH_CHARACTERS);
    }

    private static boolean fits(String name) {
        return !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                && !CONTROL.matcher(name).find() && !HASHED.matcher(name).matches();
    }

    private static String hashed(String name) {
        // An encoder stops before the code point that does not fit whole.
        var chars = CharBuffer.wrap(CONTROL.matcher(name).replaceAll("_"));
        StandardCharsets.UTF_8.newEncoder().encode(chars, ByteBuffer.allocate(MOST_BYTES - 1 - HASH_CHARACTERS), true);
        return chars.flip() + "~" + Sha256.hex(name, HASH_CHARACTERS);
    }
}
