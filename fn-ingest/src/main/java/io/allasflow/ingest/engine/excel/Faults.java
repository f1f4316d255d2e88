package io.allasflow.ingest.engine.excel;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.IOException;
import javax.xml.stream.XMLStreamException;

/// Tells what is wrong with a workbook from what is wrong with the store that it is in.
public final class Faults {
    static final String WORKBOOK = "is an Excel workbook";

    private Faults() {}

    /// Something that reads a workbook.
    public interface Reading<T> {
        T read() throws IOException, XMLStreamException;
    }

    /// Decoders meet bytes that nobody foresaw with any kind of exception; whatever does not come from the source means
    /// damage.
    ///
    /// @param place as in `sheet 2`
    static <T> T told(String place, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (IOException | XMLStreamException | RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                switch (cause) {
                    case SourceFailure failure -> throw failure.rethrown();
                    case RefusedSourceException refused -> throw refused;
                    default -> {
                        // A decoder may have wrapped it.
                    }
                }
            }
            var damaged = damaged(place + " cannot be read");
            damaged.initCause(e);
            throw damaged;
        }
    }

    /// @param what goes on after `a damaged Excel workbook: `
    public static RefusedSourceException damaged(String what) {
        return new RefusedSourceException(ErrorCode.MALFORMED_WORKBOOK, "is a damaged Excel workbook: " + what);
    }

    /// @param what goes on after `an Excel workbook`
    public static RefusedSourceException tooComplex(String what) {
        return new RefusedSourceException(ErrorCode.TOO_COMPLEX, WORKBOOK + " " + what);
    }

    public static RefusedSourceException encrypted() {
        return new RefusedSourceException(ErrorCode.ENCRYPTED_WORKBOOK, WORKBOOK + " that needs a password");
    }

    /// @param what is there instead
    public static RefusedSourceException notATable(String what) {
        return new RefusedSourceException(ErrorCode.NOT_A_TABLE, "is " + what);
    }
}
