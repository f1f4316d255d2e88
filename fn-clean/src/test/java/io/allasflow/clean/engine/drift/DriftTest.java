package io.allasflow.clean.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.clean.engine.CleanOutput;
import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.CleanSettings.Contract;
import io.allasflow.clean.engine.Cleaner;
import io.allasflow.clean.engine.QualityReport;
import io.allasflow.clean.engine.TableSource;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import io.allasflow.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each table comes as the next version of the one before; lines are separated by `;`.
class DriftTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a,b;1,x      | a,b;2,y;3,z  |
            a,b;1,x      | A,b;2,y      |
            a,b;1,x      | a,b,c;1,x,2  | added: c
            a,b;1,x      | a;1          | removed: b
            a,b;1,x      | a,c;1,y      | renamed: b to c
            a,b;1,x      | a,c;1,2      | added: c; removed: b
            a,b;1,x      | b,a;x,1      | in another order
            a,b;1,x      | a,b;1.5,x    | retyped: a from integer to decimal
            a,b;1,x      | a,b;,x       |
            a,b;,x       | a,b;1,x      |
            a,b;,x       | b;x          | removed: a
            a,b;1,x      | a,b          |
            """)
    void tells_how_a_version_differs(String first, String second, String drift) throws Exception {
        var before = clean(first, "1", null, Contract.FREEZE);
        var report = clean(second, "2", before, Contract.EVOLVE);

        assertThat(report.drift() == null ? null : report.drift().text()).isEqualTo(drift);
        assertThat(report.drift() == null ? "1" : report.drift().since()).isEqualTo("1");
        if (drift == null) {
            assertThat(clean(second, "2", before, Contract.FREEZE)).isEqualTo(report);
        } else {
            assertThatThrownBy(() -> clean(second, "2", before, Contract.FREEZE))
                    .isInstanceOfSatisfying(UncleanableTableException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.COLUMNS_CHANGED))
                    .hasMessageContaining(drift);
        }
        // What is published does not depend on the version before, so cleaning again gives the same.
        var again = clean(second, "2", report, Contract.FREEZE);
        assertThat(again.drift()).isNull();
        assertThat(Json.MAPPER.writeValueAsBytes(again)).isEqualTo(Json.MAPPER.writeValueAsBytes(report));
    }

    private static QualityReport clean(String table, String etag, QualityReport before, Contract contract)
            throws Exception {
        var bytes = table.replace(';', '\n').getBytes(StandardCharsets.UTF_8);
        var nowhere = new ByteArrayOutputStream();
        return new Cleaner(Json.MAPPER.convertValue(Map.of("contract", contract), CleanSettings.class)).clean(
                new TableSource("d", "data", "d.csv", etag, bytes.length), () -> new ByteArrayInputStream(bytes),
                before == null
                        ? null
                        : Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(before), Predecessor.class),
                new CleanOutput(nowhere, nowhere, nowhere));
    }
}
