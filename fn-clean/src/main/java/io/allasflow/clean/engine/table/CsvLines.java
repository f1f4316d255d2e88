package io.allasflow.clean.engine.table;

import io.allasflow.core.csv.CanonicalWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Canonical CSV in memory, until its chunk's turn comes. Memory: what is in it.
final class CsvLines {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CanonicalWriter csv = new CanonicalWriter(bytes);

    /// @throws java.nio.charset.CharacterCodingException for an unpaired surrogate
    CsvLines cell(String text) throws IOException {
        csv.cell(text);
        return this;
    }

    void endRecord() throws IOException {
        csv.endRecord();
    }

    /// About how many bytes it holds.
    int size() {
        return bytes.size();
    }

    /// Appends all and holds nothing.
    void moveTo(OutputStream out) throws IOException {
        csv.flush();
        bytes.writeTo(out);
        bytes.reset();
    }

    /// Ends the record that has begun; holds nothing afterwards.
    ///
    /// @return all of it as text, without the last line feed
    String takeRecord() throws IOException {
        csv.endRecord();
        csv.flush();
        var text = new String(bytes.toByteArray(), 0, bytes.size() - 1, StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }
}
