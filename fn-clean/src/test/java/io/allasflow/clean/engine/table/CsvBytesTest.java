package io.allasflow.clean.engine.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.csv.CanonicalCsv;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class CsvBytesTest {
    @Property(tries = 5000)
    void are_what_commons_csv_prints(@ForAll("records") List<List<String>> records) throws Exception {
        var bytes = new CsvBytes();
        var expected = new ByteArrayOutputStream();
        try (var printer = CanonicalCsv.print(expected)) {
            for (var record : records) {
                for (var cell : record) {
                    bytes.cell(cell);
                }
                bytes.endRecord();
                printer.printRecord(record);
            }
        }
        var actual = new ByteArrayOutputStream();
        bytes.moveTo(actual);

        assertThat(actual.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(bytes.isEmpty()).isTrue();
    }

    @Property(tries = 50)
    void refuse_half_a_character(@ForAll("halves") String cell) {
        assertThatThrownBy(() -> new CsvBytes().cell(cell)).isInstanceOf(CharConversionException.class);
    }

    @Provide
    Arbitrary<String> halves() {
        return Arbitraries.of("\ud83d", "a\ude00b", "\ud83d\ud83d\ude00", "\ude00\ud83d");
    }

    @Provide
    Arbitrary<List<List<String>>> records() {
        var plain = Arbitraries.strings().ascii().ofMaxLength(6);
        var any = Arbitraries.strings().all().ofMaxLength(5).filter(CsvBytesTest::isWhole);
        var marks = Arbitraries.strings().withChars("a\",\n\r #!$~\u007f é").ofMaxLength(5);
        var cell = Arbitraries.frequencyOf(Tuple.of(3, plain), Tuple.of(2, any), Tuple.of(4, marks),
                Tuple.of(1, Arbitraries.of("😀", "\"😀", "x".repeat(3000))));
        return cell.list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(6);
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
