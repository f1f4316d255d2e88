package io.allasflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # pattern  | key                | matches
            *.csv      | a.csv              | true
            *.csv      | .csv               | true
            *.csv      | a.CSV              | false
            *.csv      | x/a.csv            | false
            *.csv      | a.csv/             | false
            *.csv      | a.csv.gz           | false
            **.csv     | a.csv              | true
            **.csv     | x/y/a.csv          | true
            **/*.csv   | a.csv              | true
            **/*.csv   | x/y/a.csv          | true
            **/*.csv   | x/y/a.tsv          | false
            **/a.csv   | a.csv              | true
            **/a.csv   | ba.csv             | false
            **/a.csv   | x/ba.csv           | false
            **/a.csv   | x//a.csv           | true
            **/a.csv   | /a.csv             | true
            a/**/b     | a/b                | true
            a/**/b     | a//b               | true
            a/**/b     | a/x/y/b            | true
            a/**/b     | a/x/yb             | false
            a/**/b     | ab                 | false
            a**/b      | axx/y/b            | true
            a**/b      | a/b                | true
            a**/b      | ab                 | false
            a/**       | a/                 | true
            a/**       | a/b/c              | true
            a/**       | a                  | false
            a/*        | a//                | false
            a/*        | a/                 | true
            a/*/b      | a//b               | true
            a/*/b      | a/x/b              | true
            a/*/b      | a/b                | false
            **         | ` `                | true
            **         | ..//x              | true
            **/        | a                  | false
            **/        | a/                 | true
            ***        | a/b                | true
            */*        | a/b                | true
            ..         | ..                 | true
            ..         | ab                 | false
            ../*       | ../x               | true
            a.b        | axb                | false
            ?.csv      | ä.csv              | true
            ?.csv      | 😀.csv             | true
            ?.csv      | /.csv              | false
            ?.csv      | .csv               | false
            ??.csv     | 😀.csv             | false
            *          | 100% + ä #1        | true
            a[b]{c,d}\\ | a[b]{c,d}\\       | true
            a[b]       | ab                 | false
            x*y        | x                  | false
            """)
    void matches(String pattern, String key, boolean expected) {
        assertThat(new Glob(pattern).matches(key)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*b", "a**b", "a?b", "a\nb", "**/*b"})
    void a_line_break_is_a_character(String pattern) {
        assertThat(new Glob(pattern).matches("a\nb")).isTrue();
        assertThat(new Glob(pattern).matches("a\nbc")).isFalse();
    }

    @Test
    void takes_no_time_whatever_it_is_given() {
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            for (var part : new String[]{"*a", "**a", "*", "?*", "**/", "**/*", "a**/"}) {
                var pattern = new Glob(part.repeat(1024 / part.length() - 1) + "b");
                for (var key : new String[]{"a".repeat(1024), "a/".repeat(512), "/".repeat(1024)}) {
                    assertThat(pattern.matches(key)).isFalse();
                }
            }
        });
    }

    @Property(tries = 500)
    void one_without_wildcards_matches_itself_alone(
            @ForAll @StringLength(min = 1, max = 9) @CharRange(from = 'a', to = 'c') @CharRange(from = '.', to = '/') String pattern,
            @ForAll @StringLength(max = 9) @CharRange(from = 'a', to = 'c') @CharRange(from = '.', to = '/') String key) {
        var glob = new Glob(pattern);
        assertThat(glob.matches(pattern)).isTrue();
        assertThat(glob.matches(key)).isEqualTo(key.equals(pattern));
        assertThat(new Glob("**").matches(key)).isTrue();
        assertThat(new Glob("*").matches(key)).isEqualTo(!key.contains("/"));
        assertThat(new Glob("**" + pattern).matches(key + pattern)).isTrue();
        assertThat(new Glob("**/" + pattern).matches(key + "/" + pattern)).isTrue();
    }

    @Test
    void refuses_what_no_key_is_like() {
        assertThatThrownBy(() -> new Glob("")).hasMessage("a pattern must have 1 to 1024 characters");
        assertThatThrownBy(() -> new Glob("a".repeat(1025))).isInstanceOf(IllegalArgumentException.class);
    }
}
