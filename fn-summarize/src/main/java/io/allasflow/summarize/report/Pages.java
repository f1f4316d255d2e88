package io.allasflow.summarize.report;

import io.allasflow.core.hash.Sha256;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Self-contained HTML pages: every value is escaped, the one style sheet is inside and named by its hash, and the content
/// security policy forbids all else, so that whatever a cell holds, the page runs nothing and asks nothing of anyone.
/// The engine is made on first use, without CDI, and shared.
final class Pages {
    private static final Engine ENGINE = Engine.builder().addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .strictRendering(true).build();
    private static final String STYLE = resource("style.css");
    private static final String POLICY = String.format(Locale.ROOT,
            "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'", sha256(STYLE));

    private Pages() {}

    static Template template(String name) {
        return ENGINE.parse(resource(name), Variant.forContentType(Variant.TEXT_HTML), name);
    }

    /// Renders `view`, the template's only data, as it goes: the page is never in memory as a whole.
    static void write(Template template, Object view, Writer out) {
        template.instance().data("view", view).data("style", new RawString(STYLE)).data("policy", POLICY)
                .consume(part -> append(out, part)).toCompletableFuture().join();
    }

    private static void append(Writer out, String part) {
        try {
            out.write(part);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String resource(String name) {
        try (var in = Pages.class.getResourceAsStream("/report/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String sha256(String text) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.hex(text, 64)));
    }
}
