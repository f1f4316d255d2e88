package io.allasflow.ingest.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkHeaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <https://a.fi/?page=2>; rel="next"                                        | https://a.fi/?page=2
            <https://a.fi/?page=2>; rel=next                                          | https://a.fi/?page=2
            <https://a.fi/?page=2>;rel="next"                                         | https://a.fi/?page=2
            <https://a.fi/?page=2> ; title="x" ; rel = "next"                         | https://a.fi/?page=2
            </x?a=1,2;b=3>; rel="next"                                                | /x?a=1,2;b=3
            <>; rel=next                                                              | ``
            <a>; rel="prev", <b>; rel="next", <c>; rel="last"                         | b
            <a>; rel="prev",<b>; rel="next"                                           | b
            , ,<b>; rel=next, ,                                                       | b
            <a>; rel="last next"                                                      | a
            <a>; REL="NeXT"                                                           | a
            <a>; rel="nextpage"                                                       |
            <a>; rel="prev"; rel="next"                                               |
            <a>; rel="next"; anchor="#foo"                                            |
            <a>; title="rel=\\"next\\", <b>"                                          |
            <a>; title="a, b; c"; rel="next"                                          | a
            <a>; title*=UTF-8''%e4; rel="next"                                        | a
            <a>; crossorigin; rel="next"                                              | a
            <a>; rel="next";                                                          | a
            <a>                                                                       |
            ``                                                                        |
            """)
    void finds_the_next_page(String header, String target) {
        assertThat(LinkHeader.next(List.of(header))).isEqualTo(Optional.ofNullable(target));
    }

    @Test
    void reads_all_headers() {
        assertThat(LinkHeader.next(List.of())).isEmpty();
        assertThat(LinkHeader.next(List.of("<a>; rel=prev", "<b>; rel=next", "<c>; rel=next"))).contains("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.fi; rel=next", "<a; rel=next", "<a>; rel=\"next", "<a> rel=next",
        "<a>; rel=next <b>", "<a>; =next", "<a>>; rel=next", "<a>; rel=\"next\"x"})
    void refuses_what_it_cannot_read(String header) {
        assertThatThrownBy(() -> LinkHeader.next(List.of(header))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("next");
    }

    /// As long as a line of an answer's head may be.
    @ParameterizedTest
    @ValueSource(strings = {"\\x", "a", ";", "<a>,", "a "})
    void long_ones_do_no_harm(String part) {
        var header = "<a>; title=\"" + part.repeat((16 << 10) / part.length()) + "\"; rel=next";
        assertThat(LinkHeader.next(List.of(header))).contains("a");
        assertThat(LinkHeader.next(List.of("<a>;x,".repeat(2700)))).isEmpty();
    }
}
