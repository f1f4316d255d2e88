package io.allasflow.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.Version;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.MemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Versions of one source, one after another, on one store.
class CleanWorkTest {
    private static final BucketLayout LAYOUT = new BucketLayout("b", "", "b", "pipeline/");
    private final MemoryObjectStore store = new MemoryObjectStore();

    @Test
    void a_frozen_dataset_keeps_the_outputs_of_the_last_version_that_fits() throws Exception {
        configure("clean: {contract: freeze}");
        assertThat(clean("1", "id,name\n1,a\n").has("drift")).isFalse();
        assertThat(clean("2", "id,name\n2,b\n").has("drift")).isFalse();
        var good = outputs();

        for (int delivery = 0; delivery < 2; delivery++) {
            assertThatThrownBy(() -> clean("3", "id,name,age\n2,b,3\n"))
                    .isInstanceOfSatisfying(PipelineException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.COLUMNS_CHANGED))
                    .hasMessageContaining("added: age");
            assertThat(outputs()).isEqualTo(good);
        }

        configure("clean: {contract: evolve}");
        assertThat(clean("3", "id,name,age\n2,b,3\n").at("/drift/added/0").asText()).isEqualTo("age");
        var evolved = outputs();
        assertThat(evolved).isNotEqualTo(good);
        // Frozen again, and delivered again: the new columns are what is frozen.
        configure("clean: {contract: freeze}");
        assertThat(clean("3", "id,name,age\n2,b,3\n").has("drift")).isFalse();
        assertThat(outputs()).isEqualTo(evolved);
    }

    @Test
    void a_report_that_is_none_of_ours_is_no_version_before_and_opens_no_frozen_dataset() throws Exception {
        for (var other : new String[]{"", "null", "[]", "{", "{\"columns\": [{}]}", "{\"source\": {\"etag\": \"0\"}, "
                + "\"columns\": [{\"position\": 1}], \"droppedColumns\": []}",
            "{\"source\": {\"etag\": \"0\"}, \"columns\": [null], \"droppedColumns\": []}"}) {
            configure("clean: {contract: freeze}");
            store.put(LAYOUT.output(Output.QUALITY, "d"), other.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> clean("1", "id\n1\n"))
                    .isInstanceOfSatisfying(PipelineException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.COLUMNS_CHANGED))
                    .hasMessageContaining("is no quality report");
            configure("clean: {contract: evolve}");
            assertThat(clean("1", "id\n1\n").path("verdict").asText()).isEqualTo("pass");
        }
    }

    @Test
    void a_frozen_dataset_whose_report_is_lost_takes_no_other_version_for_its_first() throws Exception {
        configure("clean: {contract: freeze}");
        var statuses = new StatusStore(store, LAYOUT);
        var facts = clean("1", "id\n1\n");
        statuses.update("d", status -> status.about(source("1", 5), "c", "p").withQuality(facts));
        store.delete(LAYOUT.output(Output.QUALITY, "d"));

        // As the status tells it while the version is current, and once another is.
        for (int delivery = 0; delivery < 2; delivery++) {
            assertThatThrownBy(() -> clean("2", "id\n2\n"))
                    .isInstanceOfSatisfying(PipelineException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.COLUMNS_CHANGED))
                    .hasMessageContaining("is gone").hasMessageContaining("quality/d.json");
            statuses.update("d", status -> status.about(source("2", 5), "c", "p"));
        }
        // The version that was accepted may be cleaned again, and so may any once the columns may change.
        assertThat(clean("1", "id\n1\n").has("drift")).isFalse();
        store.delete(LAYOUT.output(Output.QUALITY, "d"));
        configure("clean: {contract: evolve}");
        assertThat(clean("2", "id\n2\n").has("drift")).isFalse();
    }

    /// A report could not be written of them.
    @ParameterizedTest
    @ValueSource(strings = {"{columns: {\"\\ud800\": {type: text}}}", "{missing: {by: \"\\udfff\"}}"})
    void names_of_half_a_character_are_refused(String yaml) {
        configure("clean: " + yaml);
        assertThatThrownBy(() -> clean("1", "id\n1\n")).isInstanceOfSatisfying(PipelineException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID)).hasMessageContaining("half a character");
    }

    /// Each names its line, what is wrong, what may be, and what was probably meant.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {outlier: {}}                               | clean.outlier: there is no such setting        | did you mean outliers?
            {columns: {a: {tpye: text}}}                | clean.columns.a.tpye: there is no such setting | did you mean type?
            {columns: {a: {type: interger}}}            | is "interger", must be one of integer          | did you mean integer?
            {columns: {a: {impute: medain}}}            | is "medain", must be one of median             | did you mean median?
            {missing: {numbers: Mean}}                  | is "Mean", must be one of median               | did you mean mean?
            {outliers: {mode: flags}}                   | is "flags", must be one of flag                | did you mean flag?
            {duplicates: keepall}                       | is "keepall", must be keep_all                 | did you mean keep_all?
            {duplicates: {keep: most-complete}}         | is "most-complete", must be one of first       | did you mean most_complete?
            {rules: [{column: a, type: datetim}]}       | type is "datetim", must be one of integer      | did you mean datetime?
            {rules: [{column: a, requierd: true}]}      | requierd: there is no such setting             | did you mean required?
            {derive: [{column: a, parts: [weekdays]}]}  | is "weekdays", must be one of year             | did you mean weekday?
            {contract: freez}                           | is "freez", must be one of evolve, freeze      | did you mean freeze?
            """)
    void what_is_misspelt_is_told_with_the_right_word(String yaml, String problem, String hint) {
        configure("# how to clean\nclean: " + yaml);
        assertThatThrownBy(() -> clean("1", "a\n1\n")).isInstanceOf(PipelineException.class)
                .hasMessageContaining("line 2").hasMessageContaining(problem).hasMessageContaining(hint);
    }

    @Test
    void suggested_rules_can_be_pasted_and_hold() throws Exception {
        configure("");
        var table = new StringBuilder("id,kind,price\n");
        for (int i = 0; i < 40; i++) {
            table.append("K").append(i).append(i % 2 == 0 ? ",\"a: \"\"#\"\"\\\"," : ",{b}\u0001 \u00e4,").append(i)
                    .append(".5\n");
        }
        clean("1", table.toString());
        var report = Json.MAPPER.readTree(store.bytes(LAYOUT.output(Output.QUALITY, "d")).orElseThrow());
        assertThat(report.path("suggestedRules")).hasSize(7);

        configure(report.path("suggestedYaml").asText());
        clean("1", table.toString());
        var rules = Json.MAPPER.readTree(store.bytes(LAYOUT.output(Output.QUALITY, "d")).orElseThrow()).path("rules");
        assertThat(rules).hasSize(7).allMatch(rule -> rule.path("passed").asBoolean());
    }

    /// What is said of all sources may be meant for others.
    @Test
    void a_column_that_the_table_lacks_is_told_where_it_was_meant_for_it() throws Exception {
        configure("""
                clean: {columns: {Prize: {type: text}, customer: {type: text}}}
                datasets: [{match: "*.csv", clean: {columns: {quantity: {type: integer}}}}]""");
        clean("1", "id,price\n1,2\n");
        var report = Json.MAPPER.readTree(store.bytes(LAYOUT.output(Output.QUALITY, "d")).orElseThrow());
        assertThat(report.path("recommendations")).extracting(JsonNode::asText).containsExactly(
                "clean.columns in config/pipeline.yaml names Prize, but the table has no such column; did you mean price?",
                "clean.columns in config/pipeline.yaml names quantity, but the table has no such column: correct the name, "
                        + "or take it out.");
        assertThat(report.path("verdict").asText()).isEqualTo("warn");

        configure("clean: {columns: {customer: {type: text}}}");
        assertThat(clean("2", "id,price\n1,2\n").path("verdict").asText()).isEqualTo("pass");
    }

    private void configure(String yaml) {
        store.put(LAYOUT.own(PipelineConfig.KEY), yaml.getBytes(StandardCharsets.UTF_8));
    }

    /// What the status tells of it.
    private JsonNode clean(String etag, String raw) throws Exception {
        var ref = LAYOUT.output(Output.RAW, "d");
        store.put(ref, raw.getBytes(StandardCharsets.UTF_8));
        var source = source(etag, raw.length());
        var config = PipelineConfig.load(store, LAYOUT);
        var context = new StageContext(store, LAYOUT, config, "d", store.head(ref).orElseThrow(), source,
                Version.of(source, config.hash(), "1"));
        return new CleanWork().run(context).facts();
    }

    private static PipelineEvent.Source source(String etag, int size) {
        return new PipelineEvent.Source("b", "d.csv", null, etag, size, Instant.EPOCH);
    }

    private TreeMap<String, String> outputs() {
        var outputs = new TreeMap<String, String>();
        for (var output : new Output[]{Output.CLEANED, Output.QUALITY, Output.CHANGES, Output.REJECTED}) {
            outputs.put(output.name(), new String(store.bytes(LAYOUT.output(output, "d")).orElseThrow(),
                    StandardCharsets.ISO_8859_1));
        }
        return outputs;
    }
}
