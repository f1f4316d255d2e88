package io.allasflow.clean.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.allasflow.core.json.Json;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"column": "a"}                                           | a rule asks one thing
            {"column": "a", "required": true, "min": "1"}             | a rule asks one thing
            {"required": true}                                        | a rule needs a column
            {"columns": ["a", "b"], "required": true}                 | a rule needs a column; unique may have several
            {"column": "a", "columns": ["a", "b"], "unique": true}    | a rule has either column or columns
            {"column": "a", "unique": false}                          | leave out what a rule does not ask
            {"column": "a", "min": "soon"}                            | min is "soon", must be a number, a date
            {"column": "a", "min": "2026-02-30"}                      | min is "2026-02-30", must be
            {"column": "a", "min": "1", "max": "2026-01-01"}          | min and max must both be numbers, or both dates
            {"column": "a", "regex": "("}                             | regex is not one that RE2 reads: missing closing
            {"column": "a", "regex": "(a)\\\\1"}                      | regex is not one that RE2 reads: invalid escape
            {"column": "a", "regex": "((a{1000}){1000}){1000}"}       | regex is too large
            {"column": "a", "type": "money"}                          | type is "money", must be one of integer, decimal
            {"column": "a", "oneOf": []}                              | oneOf needs 1 to 10000 values
            {"rowCount": {}}                                          | rowCount needs min, max or both
            {"rowCount": {"min": 2, "max": 1}}                        | rowCount: min is more than max
            {"column": "a", "rowCount": {"min": 2}}                   | rowCount is about the table
            {"rowCount": {"min": 2}, "severity": "reject"}            | rowCount cannot reject
            {"column": "\\ud83d", "required": true}                   | column has half a character
            {"column": "a", "required": true, "name": "\\ude00"}      | name has half a character
            {"column": "a", "required": true, "name": " "}            | name must have 1 to 100 characters
            """)
    void says_what_is_wrong_with_a_rule(String json, String problem) {
        assertThatThrownBy(() -> rule(json)).isInstanceOf(ValueInstantiationException.class).cause()
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"column": "a", "required": true}          | a required
            {"columns": ["a", "b"], "unique": true}    | a, b unique
            {"column": "a", "min": "1"}                | a at least 1
            {"column": "a", "max": "1"}                | a at most 1
            {"column": "a", "min": "1", "max": "2"}    | a 1 to 2
            {"rowCount": {"min": 2}}                   | rowCount
            {"column": "a", "regex": "x", "name": "y"} | y
            """)
    void has_a_name(String json, String name) throws Exception {
        assertThat(rule(json).name()).isEqualTo(name);
        assertThat(rule(Json.MAPPER.writeValueAsString(rule(json)))).isEqualTo(rule(json));
    }

    /// As the cleaned table writes the type, whatever else reads as it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            integer  | 0;7;-7;12345678901234567890        | 007;+7;7.0;1e5;1 000;7 €;x;
            decimal  | 0;7;0.50;-1234.5;1.5e-7;15e-8;1.234 | 007;.5;5.;1 234.5;5 %;(5);x;
            boolean  | true;false                         | TRUE;yes;1;
            date     | 2021-01-31;2024-02-29;0001-01-01   | 2021-99-99;2021-02-30;2023-02-29;2021-1-31;31.1.2021;
            date     | 2021-12-31                         | 2021/01/31;0000-01-01;2021-01-31T00:00:00;x
            datetime | 2021-01-31T23:59:59;2021-01-31T10:00:00.5Z | 2021-02-30T10:00:00;2021-01-31T24:00:00;2021-01-31;
            datetime | 2021-01-31T10:00:00+02:00          | 2021-01-31T10:60:00;2021-01-31T10:00;2021-01-31 10:00:00
            time     | 09:05:00;21:05:10.5                | 25:00:00;09:60:00;9:05:00;09:05;9:05 PM;
            text     | x                                  |
            """)
    void tells_a_cell_of_a_type(String type, String right, String wrong) throws Exception {
        var check = rule("{\"column\": \"a\", \"type\": \"" + type + "\"}").cellCheck();

        assertThat(right.split(";", -1)).allMatch(check::accepts);
        if (wrong != null) {
            assertThat(wrong.split(";", -1)).noneMatch(check::accepts);
        }
    }

    @Test
    void a_default_name_is_not_cut_within_a_character() throws Exception {
        assertThat(rule("{\"column\": \"" + "a".repeat(98) + "😀\", \"required\": true}").name())
                .isEqualTo("a".repeat(98) + "…");
    }

    /// What takes java.util.regex years.
    @Test
    void a_pattern_takes_linear_time() throws Exception {
        var check = rule("{\"column\": \"a\", \"regex\": \"(a+)+b\"}").cellCheck();
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> check.accepts("a".repeat(100_000)));
        assertThat(check.accepts("aab")).isTrue();
    }

    @Test
    void keys_are_told_apart_until_there_are_too_many() {
        var keys = new KeySet(5000);
        for (var i = 0; i < 5000; i++) {
            assertThat(keys.add("key " + i)).isTrue();
        }
        assertThat(keys.add("key 77")).isFalse();
        assertThat(keys.isFull()).isFalse();
        assertThat(keys.add("another")).isFalse();
        assertThat(keys.isFull()).isTrue();
    }

    private static Rule rule(String json) throws Exception {
        return Json.MAPPER.readValue(json, Rule.class);
    }
}
