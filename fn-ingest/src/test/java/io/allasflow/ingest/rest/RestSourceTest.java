package io.allasflow.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.MemoryObjectStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestSourceTest {
    @Test
    void defaults() {
        assertThat(source("name: x, url: 'https://a.fi/x?k=1'").value()).isEqualTo(new RestSource("x",
                URI.create("https://a.fi/x?k=1"), Map.of(), Optional.empty(), Optional.empty(), Duration.ofHours(1),
                1L << 30, 1000, Duration.ofSeconds(30)));
    }

    @Test
    void everything_set() {
        var source = source("""
                name: x, url: 'https://a.fi:8443/', headers: {Authorization: 'Bearer ${SOURCE_SECRET_A}', A: b},
                records: /data/0, every: P1D, maxBytes: 5, maxPages: 6, timeout: PT7S,
                pagination: {type: cursor, parameter: c, size: 8, sizeParameter: s, next: /next}
                """).value();
        assertThat(source).isEqualTo(new RestSource("x", URI.create("https://a.fi:8443/"),
                Map.of("Authorization", "Bearer ${SOURCE_SECRET_A}", "A", "b"),
                Optional.of(JsonPointer.compile("/data/0")),
                Optional.of(new Pagination(Pagination.Type.CURSOR, Optional.of("c"), 0, Optional.of(8), "s",
                        Optional.of(JsonPointer.compile("/next")))),
                Duration.ofDays(1), 5, 6, Duration.ofSeconds(7)));
        assertThat(source.key()).isEqualTo("rest/x.ndjson");
        assertThat(source).hasToString("RestSource[x]");
    }

    /// All are in lines 2 or 3 of the file.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            url: 'https://a.fi'                                      | sources.0: name must be up to 100 letters, digits, '.', '_' or '-', and start with a letter or digit
            name: ../x, url: 'https://a.fi'                          | sources.0.name must be up to 100
            name: a/b, url: 'https://a.fi'                           | sources.0.name must be up to 100
            name: x                                                  | sources.0: url must be an https URL with a plain host name, and without a user name or '#'
            name: x, url: 'a.fi/hunter2'                             | sources.0.url must be
            name: x, url: 'ftp://a.fi/hunter2'                       | sources.0.url must be
            name: x, url: 'https://hunter2@a.fi/'                    | sources.0.url must be
            name: x, url: 'https://a.fi/hunter2 x'                   | sources.0.url must be
            name: x, url: 'https://ä.fi/hunter2'                     | sources.0.url must be
            name: x, url: 'https://a.fi/#hunter2'                    | sources.0.url must be
            name: x, url: 'file:///etc/passwd'                       | sources.0.url must be
            name: x, url: 'https://a.fi', header: {}                 | sources.0.header: there is no such setting; there are [every, headers, maxBytes, maxPages, name, pagination, records, timeout, url]
            name: x, url: 'https://a.fi', headers: hunter2           | sources.0.headers:
            name: x, url: 'https://a.fi', headers: {"a b": hunter2}  | sources.0.headers has a name that no header can have
            name: x, url: 'https://a.fi', headers: {Host: hunter2}   | sources.0.headers must not set Host
            name: x, url: 'https://a.fi', headers: {A: "hunter2\\n"} | sources.0: headers: A must be one line of ASCII
            name: x, url: 'https://a.fi', headers: {A: }             | sources.0: headers: A must be one line of ASCII
            name: x, url: 'https://a.fi', headers: {A: "${ALLAS_SECRET_KEY}"}   | sources.0: headers: A may refer to variables called SOURCE_SECRET_… alone (capitals, digits, '_')
            name: x, url: 'https://a.fi', headers: {A: "${SOURCE_SECRET_}"}     | sources.0: headers: A may refer to
            name: x, url: 'https://a.fi', headers: {A: "${SOURCE_SECRET_A"}     | sources.0: headers: A has a ${ without its }
            name: x, url: 'https://a.fi', records: data              | sources.0.records must be a JSON pointer such as /data/items
            name: x, url: 'https://a.fi', every: hourly              | sources.0.every must be a duration such as PT1H or P1D, from PT1M to PT8784H
            name: x, url: 'https://a.fi', every: PT59S               | sources.0.every must be
            name: x, url: 'https://a.fi', timeout: PT1M31S           | sources.0.timeout must be a duration such as PT1H or P1D, from PT1S to PT1M30S
            name: x, url: 'https://a.fi', maxBytes: 0                | sources.0.maxBytes must be from 1 to 10737418240
            name: x, url: 'https://a.fi', maxPages: 10001            | sources.0.maxPages must be from 1 to 10000
            name: x, url: 'https://a.fi', maxPages: many             | sources.0.maxPages is "many", must be a whole number
            name: x, url: 'https://a.fi', pagination: {}             | sources.0.pagination: type must be page, offset, cursor or link
            name: x, url: 'https://a.fi', pagination: {type: pages}  | sources.0.pagination.type is "pages", must be one of page, offset
            name: x, url: 'https://a.fi', pagination: {type: page, size: 5}                | sources.0.pagination.size and sizeParameter go together
            name: x, url: 'https://a.fi', pagination: {type: page, size: 0, sizeParameter: s} | sources.0.pagination.size must be at least 1
            name: x, url: 'https://a.fi', pagination: {type: offset, start: -1}            | sources.0.pagination.start must be at least 0
            name: x, url: 'https://a.fi', pagination: {type: cursor}                       | sources.0.pagination: next must say where an answer tells the cursor or the next URL
            name: x, url: 'https://a.fi', pagination: {type: cursor, next: /a, start: 1}   | sources.0.pagination.start is for the types page and offset alone
            name: x, url: 'https://a.fi', pagination: {type: cursor, next: a}              | sources.0.pagination.next must be a JSON pointer
            name: x, url: 'https://a.fi', pagination: {type: link, parameter: p}           | sources.0.pagination.parameter and next are not for the type link
            """)
    void names_what_is_wrong_and_where(String settings, String problem) {
        var entry = source(settings);
        assertThat(entry.value()).isNull();
        assertThat(entry.problem()).hasMessageStartingWith("config/pipeline.yaml line 2: " + problem)
                .hasMessageNotContaining("hunter2");
        for (Throwable cause = entry.problem(); cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("hunter2");
        }
    }

    private static PipelineConfig.Entry<RestSource> source(String settings) {
        var layout = new BucketLayout("b", "", "b", "pipeline/");
        var store = new MemoryObjectStore();
        store.put(layout.own(PipelineConfig.KEY),
                ("sources:\n  - {" + settings.strip() + "}\n").getBytes(StandardCharsets.UTF_8));
        return PipelineConfig.load(store, layout).sources(RestSource.class).getFirst();
    }
}
