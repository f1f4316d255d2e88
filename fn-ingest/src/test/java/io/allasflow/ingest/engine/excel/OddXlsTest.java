package io.allasflow.ingest.engine.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Workbooks of BIFF8 records written by hand: those that POI does not write.
class OddXlsTest {
    private static final String GLOBALS = "09081000000605000000000000000000 00000000";
    private static final String SHEET = "09081000000610000000000000000000 00000000";
    private static final String CHART = "09081000000620000000000000000000 00000000";
    private static final String END = "0A000000";

    /// @param globals records of the workbook before its list of sheets
    /// @param flags of the sheet: state and kind
    private static byte[] xls(String globals, String flags, String records) throws IOException {
        var start = hex(GLOBALS + globals);
        // One sheet, named `a`.
        int position = start.length + 4 + 9 + 4;
        var listed = "85000900" + "%02X%02X0000".formatted(position & 0xff, position >> 8) + flags + "010061";
        var content = new ByteArrayOutputStream();
        content.write(start);
        content.write(hex(listed + END));
        content.write(hex(records));
        // A compound file keeps short streams elsewhere.
        content.write(new byte[5000]);
        try (var files = new POIFSFileSystem(); var out = new ByteArrayOutputStream()) {
            files.createDocument(new ByteArrayInputStream(content.toByteArray()), "WORKBOOK");
            files.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // Labels, plain and of several looks, in one byte or two a character; half a surrogate pair.
        "04020B00 0000 0000 0000 0200 00 E462 | 1: äb", "04020D00 0000 0000 0000 0200 01 E5650A00 | '1: 日\n'",
        "D6000F00 0000 0000 0000 0200 00 6162 0100 0100 | 1: ab", "04020B00 0000 0000 0000 0100 01 3DD8 | 1: _xD83D_",
        "04020900 0000 0000 0000 0000 00 | ''",
        // RK numbers: an integer, a hundredth, part of a double; several at once.
        "7E020A00 0000 0100 0000 0A000000 | 1: 2", "7E020A00 0000 0100 0000 0B000000 | 1: 0.02",
        "7E020A00 0000 0000 0000 0000F03F | 1: 1", "BD001200 0200 0000 0000 06000000 0000 0A000000 0100 | 3: 1!2",
        // Formulas: a number, a boolean, an error, empty, a text that comes after the shared formula, none that comes.
        "06001600 0000 0000 0000 000000000000F03F 0000 00000000 0000 | 1: 1",
        "06001600 0000 0000 0000 010001000000FFFF 0000 00000000 0000 | 1: true",
        "06001600 0000 0000 0000 02002A000000FFFF 0000 00000000 0000 | 1: #N/A",
        "06001600 0000 0000 0000 030000000000FFFF 0000 00000000 0000 | ''",
        "06001600 0000 0000 0000 000000000000FFFF 0000 00000000 0000 BC040200 0000 07020500 0200 00 6162 | 1: ab",
        "06001600 0000 0000 0000 000000000000FFFF 0000 00000000 0000 03020E00 0000 0100 0000 000000000000F03F | 1: 1",
        "07020500 0200 00 6162 | ''",
        // A chart among the cells has its own; a blank cell has a format alone.
        CHART + "03020E00 0000 0000 0000 000000000000F03F" + END + "03020E00 0100 0000 0000 0000000000000040 | 2: 2",
        "01020600 0000 0000 0000 | ''"})
    void reads_cells(String records, String expected) throws IOException {
        var read = Books.read(xls("", "0000", SHEET + records + END));

        assertThat(read).isEqualTo(expected.isEmpty()
                ? "[a] (empty)\n"
                : "[a]\n" + expected.replace('!', '|') + "\n");
    }

    @Test
    void leaves_out_charts_and_macros() throws IOException {
        assertThat(Books.read(xls("", "0002", CHART + END))).isEmpty();
        assertThat(Books.read(xls("", "0001", SHEET + END))).isEmpty();
        assertThat(Books.read(xls("", "0200", SHEET + END))).isEqualTo("[a] (hidden) (empty)\n");
    }

    @ParameterizedTest
    @CsvSource({
        // A password; a text that is not there, nor its table; an unknown error; rows or cells out of order; no end.
        "2F000200 0000, '', ENCRYPTED_WORKBOOK", "'', FD000A00 0000 0000 0000 00000000, MALFORMED_WORKBOOK",
        "FC000800 FFFFFF7F FFFFFF7F, '', MALFORMED_WORKBOOK", "'', 05020800 0000 0000 0000 63 01, MALFORMED_WORKBOOK",
        "'', 7E020A00 0100 0000 0000 0A000000 7E020A00 0000 0000 0000 0A000000, MALFORMED_WORKBOOK",
        "'', 7E020A00 0000 0100 0000 0A000000 7E020A00 0000 0000 0000 0A000000, MALFORMED_WORKBOOK",
        "'', 7E02FF7F, MALFORMED_WORKBOOK", "'', 04020900 0000 0000 0000 FFFF 01, MALFORMED_WORKBOOK"})
    void refuses(String globals, String records, ErrorCode code) throws IOException {
        var bytes = xls(globals, "0000", SHEET + records + END);

        assertThatThrownBy(() -> Books.read(bytes)).isInstanceOfSatisfying(RefusedSourceException.class,
                e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }
}
