package io.allasflow.clean.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.allasflow.clean.engine.CleanSettings.Limits;
import io.allasflow.clean.engine.outlier.OutlierMode;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import io.allasflow.clean.engine.cell.LetterCase;
import io.allasflow.clean.engine.column.ColumnType;
import io.allasflow.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanerTest {
    private static final CleanSettings SMALL = new CleanSettings(null, null, null, null, new Limits(2, 2, 1000));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                | EMPTY_TABLE
            a,b,c             | TOO_MANY_COLUMNS
            a;1;2;3           | TOO_MANY_ROWS
            'a;"b"c'          | NOT_CANONICAL
            """)
    void refuses_what_can_never_be_cleaned(String lines, Reason reason) {
        assertThatThrownBy(() -> Cleaned.of(lines.replace(';', '\n'), SMALL))
                .isInstanceOfSatisfying(UncleanableTableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a;1;2   | a;1;2;3 | more rows
            a;1;2   | a;1     | not conserved
            a;1;2   | b;1;2   | header
            """)
    void notices_a_table_that_changes_between_passes(String first, String second, String message) {
        var passes = new AtomicInteger();
        var nowhere = new CleanOutput(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream());
        RawTable raw = () -> new ByteArrayInputStream((passes.getAndIncrement() == 0 ? first : second)
                .replace(';', '\n').getBytes(StandardCharsets.UTF_8));

        assertThatIllegalStateException()
                .isThrownBy(() -> new Cleaner(CleanSettings.defaults()).clean(Cleaned.SOURCE, raw, nowhere))
                .withMessageContaining(message);
    }

    @Test
    void stays_approximately_right_beyond_the_quantile_budget() throws Exception {
        var table = new StringBuilder("value\n");
        for (var i = 0; i < 20_000; i++) {
            table.append(i * 7919L % 20_000).append('\n');
        }
        table.append("NA\n1000000\n");
        var settings = new CleanSettings(null, null, null, null, new Limits(null, null, 4096));
        var column = Cleaned.of(table.toString(), settings).report().columns().getFirst();

        assertThat(column.approximate()).isTrue();
        assertThat(column.rankError()).isBetween(0.001, 0.2);
        assertThat(column.outliers()).isEqualTo(1);
        assertThat(Double.parseDouble(column.imputedWith())).isBetween(9_500.0, 10_500.0);
        assertThat(column.upperFence()).isBetween(28_000.0, 32_000.0);
    }

    /// The README says so.
    @Test
    void cleaning_again_adds_flags_again() throws Exception {
        var once = Cleaned.of("id,price\na,1\nb,2\nc,2\nd,3\ne,900\n");
        var twice = Cleaned.of(once.cleaned());

        assertThat(once.cleaned()).startsWith("id,price,is_outlier\n");
        assertThat(twice.cleaned()).isEqualTo("""
                id,price,is_outlier,is_outlier_2
                a,1,false,false
                b,2,false,false
                c,2,false,false
                d,3,false,false
                e,900,true,true
                """);
    }

    @Test
    void gzip_header_has_no_time() throws Exception {
        assertThat(Cleaned.of("a\n 1\n").changesGzip()).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
    }

    @Test
    void settings_have_a_default_for_each_absent_field() throws Exception {
        var settings = Json.MAPPER.readValue("""
                { "outliers": { "mode": "cap" }, "missing": { "constant": "?" } }""", CleanSettings.class);

        assertThat(settings.outliers().mode()).isEqualTo(OutlierMode.CAP);
        assertThat(settings.outliers().fence()).isEqualTo(1.5);
        assertThat(settings.missing().constant()).isEqualTo("?");
        assertThat(settings.missing().sentinels()).contains("n/a");
        assertThat(settings.quality()).isEqualTo(CleanSettings.defaults().quality());
        assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(settings), CleanSettings.class))
                .isEqualTo(settings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "type": "integer", "format": "d.M.yyyy"    | format d.M.yyyy needs the type date, datetime or time
            "format": "d.M.yyyy"                       | format d.M.yyyy needs the type date, datetime or time
            "type": "date", "format": "epoch_millis"   | format epoch_millis needs the type datetime
            "type": "date", "format": "d.M.jjjj"       | format d.M.jjjj: Unknown pattern letter: j
            "type": "number"                           | not one of the values accepted
            """)
    void settings_of_a_column_that_make_no_sense_are_errors(String column, String message) {
        assertThatThrownBy(() -> Json.MAPPER.readValue("{ \"columns\": { \"a\": { " + column + " } } }",
                CleanSettings.class)).hasMessageContaining(message);
    }

    @Test
    void settings_of_a_column_go_by_its_raw_name_or_its_clean_one() throws Exception {
        var settings = Json.MAPPER.readValue("""
                { "columns": { "Due Date": { "type": "date" }, "due_date": { "type": "text" },
                  "paid": { "case": "upper", "missing": ["-999"] } } }""", CleanSettings.class);

        assertThat(settings.column("Due Date", "due_date").type()).isEqualTo(ColumnType.DATE);
        assertThat(settings.column("due date", "due_date").type()).isEqualTo(ColumnType.TEXT);
        assertThat(settings.column("Paid?", "paid"))
                .isEqualTo(new ColumnSettings(null, null, null, List.of("-999"), LetterCase.UPPER, null, null));
        assertThat(settings.column("other", "other")).isEqualTo(ColumnSettings.NONE);
        assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(settings), CleanSettings.class))
                .isEqualTo(settings);
    }

    /// They would end up in a cell, which no UTF-8 can hold.
    @ParameterizedTest
    @ValueSource(strings = {"{\"missing\": {\"constant\": \"\\ud83d\"}}",
        "{\"missing\": {\"texts\": {\"constant\": \"x\\ude00\"}}}",
        "{\"derive\": [{\"name\": \"a\", \"expression\": \"'\\ud83d'\"}]}",
        "{\"derive\": [{\"column\": \"\\ud83d\", \"parts\": [\"year\"]}]}"})
    void settings_with_half_a_character_are_errors(String settings) {
        assertThatThrownBy(() -> Json.MAPPER.readValue(settings, CleanSettings.class))
                .hasMessageContaining("has half a character");
    }

    /// With the defaults, which flag outliers: the flags are another column than those of the first time, as the README says.
    @Test
    void cleaning_a_cleaned_table_adds_flags_and_nothing_else() throws Exception {
        var once = Cleaned.of("n\n1\n2\n3\n4\n5\n6\n7\n1000\n").cleaned();
        var twice = Cleaned.of(once);

        assertThat(once).startsWith("n,is_outlier\n1,false\n").endsWith("1000,true\n");
        assertThat(twice.cleaned()).isEqualTo(once.replace("is_outlier\n", "is_outlier,is_outlier_2\n")
                .replace("false\n", "false,false\n").replace("true\n", "true,true\n"));
        assertThat(twice.rejected()).isEqualTo("row,reason,detail,raw\n");
        assertThat(twice.changes()).isEqualTo("row,column,old,new,reason\n8,n,1000,1000,OUTLIER_FLAGGED\n");
    }

    @Test
    void a_rule_takes_the_raw_name_before_the_clean_one() throws Exception {
        var settings = Json.MAPPER.readValue("""
                {"rules": [{"column": "a_2", "oneOf": ["third"], "severity": "reject"}]}""", CleanSettings.class);

        assertThat(Cleaned.of("a,A,a_2\nfirst,second,third\n", settings).cleaned())
                .isEqualTo("a,a_2,a_2_2\nfirst,second,third\n");
    }

    @Test
    void derived_texts_are_cut_between_characters() throws Exception {
        var settings = Json.MAPPER.readValue("""
                {"derive": [{"name": "first", "expression": "LEFT(t, 1)"}, {"name": "last", "expression": "RIGHT(t, 1)"},
                  {"name": "long", "expression": "LENGTH(t)"}]}""", CleanSettings.class);

        assertThat(Cleaned.of("t\n😀ab😁\n", settings).cleaned()).isEqualTo("t,first,last,long\n😀ab😁,😀,😁,4\n");
    }

    @Test
    void settings_out_of_range_or_unknown_are_errors() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CleanSettings.Types(95.0))
                .withMessage("types.threshold is 95.0, must be 0 to 1");
        assertThatThrownBy(() -> Json.MAPPER.readerFor(CleanSettings.class)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).readValue("{ \"outlier\": {} }"))
                .isInstanceOf(UnrecognizedPropertyException.class);
    }
}
