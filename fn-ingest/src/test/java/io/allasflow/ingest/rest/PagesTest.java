package io.allasflow.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.error.PipelineException;
import io.allasflow.ingest.rest.FakeApi.Answer;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of pagination on a real server, to its end or to the error.
class PagesTest {
    private FakeApi api;
    private Fetching fetching;

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi();
        fetching = Fetching.from(api);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    static Stream<Arguments> paginations() {
        return Stream.of(
                Arguments.of("page", "/x?q=a%20b&page=9", "pagination: {type: page}",
                        List.of("[1,2]", "[3]", "[]"),
                        List.of("/x?q=a%20b&page=1", "/x?q=a%20b&page=2", "/x?q=a%20b&page=3"), "1\n2\n3\n"),
                Arguments.of("page with names of its own", "/x",
                        "records: /d, pagination: {type: page, parameter: 'p[n]', start: 0, size: 2, sizeParameter: n}",
                        List.of("{\"d\":[1,2]}", "{\"d\":[]}"), List.of("/x?n=2&p%5Bn%5D=0", "/x?n=2&p%5Bn%5D=1"),
                        "1\n2\n"),
                Arguments.of("page, told when it ends", "/x", "records: /d, pagination: {type: page, next: /more}",
                        List.of("{\"more\":true,\"d\":[1]}", "{\"d\":[2],\"more\":false}"),
                        List.of("/x?page=1", "/x?page=2"), "1\n2\n"),
                Arguments.of("null for an empty page", "/x", "records: /d, pagination: {type: page}",
                        List.of("{\"d\":[1]}", "{\"d\":null}"), List.of("/x?page=1", "/x?page=2"), "1\n"),
                Arguments.of("offset goes by what came", "",
                        "pagination: {type: offset, size: 5, sizeParameter: limit}",
                        List.of("[1,2,3]", "[4]", "[]"),
                        List.of("/?limit=5&offset=0", "/?limit=5&offset=3", "/?limit=5&offset=4"), "1\n2\n3\n4\n"),
                Arguments.of("cursor", "/x?cursor=old", "records: /d, pagination: {type: cursor, next: /m/next, "
                        + "parameter: cursor}",
                        List.of("{\"d\":[1],\"m\":{\"next\":\"a+b&ä=\"}}", "{\"m\":{\"next\":17},\"d\":[]}",
                                "{\"d\":[3],\"m\":{\"next\":null}}"),
                        List.of("/x?cursor=old", "/x?cursor=a%2Bb%26%C3%A4%3D", "/x?cursor=17"), "1\n3\n"),
                Arguments.of("cursor told to the end and beyond", "/x",
                        "records: /d, pagination: {type: cursor, next: /n, parameter: c}",
                        List.of("{\"d\":[1],\"n\":\"z\"}", "{\"d\":[],\"n\":\"z\"}"), List.of("/x", "/x?c=z"), "1\n"),
                Arguments.of("next URL", "/a/x?k=1", "records: /d, pagination: {type: cursor, next: /links/0/href}",
                        List.of("{\"d\":[1],\"links\":[{\"href\":\"HERE/y?p=2\"}]}",
                                "{\"d\":[2],\"links\":[{\"href\":\"?p=3\"}]}",
                                "{\"d\":[3],\"links\":[{\"href\":\"z\"}]}", "{\"d\":[4],\"links\":[]}"),
                        List.of("/a/x?k=1", "/y?p=2", "/y?p=3", "/z"), "1\n2\n3\n4\n"),
                Arguments.of("link", "/x", "pagination: {type: link, size: 3, sizeParameter: per_page}",
                        List.of("Link: </x?page=2>; rel=\"next\", <HERE/x?page=9>; rel=\"last\"~[1]",
                                "Link: <HERE/x?page=3>; rel=next~[2]", "Link: </x>; rel=prev~[3]"),
                        List.of("/x?per_page=3", "/x?page=2", "/x?page=3"), "1\n2\n3\n"),
                Arguments.of("no content is the end", "/x", "pagination: {type: page}", List.of("[1]", "204~"),
                        List.of("/x?page=1", "/x?page=2"), "1\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paginations")
    void goes_to_the_end(String name, String target, String settings, List<String> answers, List<String> asked,
            String lines) {
        api.answers(answers.stream().map(this::answer).toArray(Answer[]::new));

        var news = fetching.source(api.url(target), settings).fetch();

        assertThat(fetching.code()).as("%s", fetching.state()).isNull();
        assertThat(fetching.text()).isEqualTo(lines);
        assertThat(api.asked()).isEqualTo(asked);
        assertThat(news).isPresent();
        assertThat(fetching.state().pages()).isEqualTo(asked.size());
        assertThat(fetching.state().records()).isEqualTo(lines.lines().count());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            pagination: {type: link}                                       | Link: </x>; rel=next~[1]                   | API_UNUSABLE    | page 1, names a page a second time as the next
            pagination: {type: link}                                       | Link: <//b.fi/x>; rel=next~[1]             | API_NOT_ALLOWED | page 1, names a next page on another host than its url's
            pagination: {type: link}                                       | Link: <https://localhost:PORT/>; rel=next~[1] | API_NOT_ALLOWED | page 1, names a next page on another host
            pagination: {type: link}                                       | Link: <http://localhost:1/>; rel=next~[1]  | API_NOT_ALLOWED | page 1, names a next page on another host
            pagination: {type: link}                                       | Link: <file:///x>; rel=next~[1]            | API_UNUSABLE    | told a URL that is none
            pagination: {type: link}                                       | Link: <a b>; rel=next~[1]                  | API_UNUSABLE    | told a URL that is none
            pagination: {type: link}                                       | Link: a; rel=next~[1]                      | API_UNUSABLE    | page 1, sends a Link header that is not as RFC 8288 has it
            records: /d, pagination: {type: cursor, next: /n, parameter: c} | {"d":[1],"n":"a"}                         | API_UNUSABLE    | page 2, names a page a second time as the next
            records: /d, pagination: {type: cursor, next: /n}              | {"d":[1],"n":"http://169.254.169.254/"}    | API_NOT_ALLOWED | page 1, names a next page on another host
            maxPages: 3, pagination: {type: page}                          | [1]                                        | API_UNUSABLE    | page 3, has more than 3 pages (maxPages)
            records: /d                                                    | {"e":[1]}                                  | API_UNUSABLE    | page 1, is JSON without the records' place /d
            records: /d                                                    | {"d":{"a":1}}                              | API_UNUSABLE    | page 1, is JSON without an array of records at /d
            records: /d                                                    | {"d":"hunter2"}                            | API_UNUSABLE    | page 1, is JSON without an array of records at /d
            pagination: {type: page}                                       | {"a":1}                                    | API_UNUSABLE    | page 1, is JSON without an array of records at its top
            records: /d                                                    | {"d":[1,hunter2]}                          | API_UNUSABLE    | page 1, is no valid JSON at line 1, column
            records: /d                                                    | <html>hunter2</html>                       | API_UNUSABLE    | page 1, is no valid JSON at line 1, column
            records: /d                                                    | {"d":[1,                                   | API_UNUSABLE    | page 1, is JSON that ends before it is complete
            records: /d                                                    | {"d":[1]} {"d":[2]}                        | API_UNUSABLE    | page 1, is not one JSON document but several
            records: /d                                                    | ``                                         | API_UNUSABLE    | page 1, has no bytes
            """)
    void stops_at_an_error_and_leaves_no_object(String settings, String answer, String code, String message) {
        api.answers(answer(answer));

        assertThat(fetching.source(api.url("/x"), settings).fetch()).isEmpty();

        assertThat(fetching.code()).as("%s", fetching.state()).isEqualTo(code);
        assertThat(fetching.state().error().message()).contains(message).doesNotContain("hunter2", "169.254");
        assertThat(fetching.state().state()).isEqualTo(SourceState.State.REFUSED);
        assertThat(fetching.text()).isNull();
    }

    @Test
    void a_failure_on_a_late_page_leaves_the_old_object() {
        api.answers(Answer.of("[1]"), Answer.of("[2]"), Answer.of("[]"));
        fetching.source(api.url("/x"), "pagination: {type: page}").fetch();
        var pages = IntStream.range(10, 17).mapToObj(i -> Answer.of("[" + i + "]")).toList();
        for (var broken : List.of(new Answer(403), Answer.of("[17").cutShort(), Answer.of("[17"),
                Answer.of("[17]").with("Content-Encoding", "br"), new Answer(500))) {
            api.answers(Stream.concat(pages.stream(), Stream.of(broken)).toArray(Answer[]::new));
            try {
                assertThat(fetching.fetch()).isEmpty();
            } catch (PipelineException e) {
                assertThat(e.code().name()).isEqualTo("API_UNAVAILABLE");
            }
            assertThat(api.asked()).hasSize(8);
            assertThat(fetching.code()).startsWith("API_");
            assertThat(fetching.text()).isEqualTo("1\n2\n");
            // What is known of the last success stays.
            assertThat(fetching.state().records()).isEqualTo(2);
            assertThat(fetching.state().succeededAt()).isEqualTo(Fetching.START);
        }
    }

    @Test
    void records_stay_as_they_are_written() {
        var records = "{\"d\": [ {\"n\": 1.0, \"e\":1E5, \"big\":12345678901234567890.10, \"t\":\"\\u00e4\\ud83d\\n\"},"
                + " null, \"a\", [1 , 2.50], true, -0 , {} ], \"z\": 1}";
        api.answers(Answer.of(records));
        fetching.source(api.url("/x"), "records: /d").fetch();
        assertThat(fetching.text()).isEqualTo(
                "{\"n\":1.0,\"e\":1E5,\"big\":12345678901234567890.10,\"t\":\"ä\\ud83d\\n\"}\nnull\n\"a\"\n[1,2.50]\ntrue\n-0\n{}\n");
    }

    /// `HERE` is the server, `name: value~` a header before the body, `204~` a status.
    private Answer answer(String text) {
        var parts = text.replace("HERE", "http://localhost:" + api.port()).replace("PORT", "" + api.port())
                .split("~", 2);
        if (parts.length == 1) {
            return Answer.of(parts[0]);
        }
        return parts[0].matches("[0-9]+")
                ? new Answer(Integer.parseInt(parts[0]))
                : Answer.of(parts[1]).with(parts[0].split(": ")[0], parts[0].split(": ")[1]);
    }
}
