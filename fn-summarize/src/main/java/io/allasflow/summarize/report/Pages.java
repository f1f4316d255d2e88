package io.allasflow.summarize.report;

import io.allasflow.core.hash.Sha256;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Self-contained HTML pages: every value is escaped, the style sheet and the scripts are inside and named by their hashes, and the
/// content security policy forbids all else, so that whatever a cell holds, the page runs only what is ours and asks nothing of
/// anyone. The engine is made on first use, without CDI, and shared.
final class Pages {
    private static final Engine ENGINE = Engine.builder().addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .strictRendering(true).build();
    static {
        // What several pages include.
        for (var shared : List.of("head.html", "rows.html")) {
            ENGINE.putTemplate(shared, template(shared));
        }
    }

    private static final String STYLE = resource("style.css");
    private static final String STYLE_HASH = sha256(STYLE);

    private Pages() {}

    static Template template(String name) {
        return ENGINE.parse(resource(name), Variant.forContentType(Variant.TEXT_HTML), name);
    }

    /// A part of a page, ready to be put into it as it is.
    static RawString part(Template template, String name, Object value) {
        return new RawString(template.instance().data(name, value).render());
    }

    /// All but what [#end] writes.
    static String begin(Template template, Object view, List<Script> scripts) {
        return instance(template, view, scripts).render();
    }

    /// As [#begin], but written as it goes: the page is never in memory as a whole.
    static void begin(Template template, Object view, List<Script> scripts, Writer out) {
        instance(template, view, scripts).consume(part -> append(out, part)).toCompletableFuture().join();
    }

    static void end(List<Script> scripts, Writer out) {
        for (var script : scripts) {
            append(out, "<script>" + script.text() + "</script>\n");
        }
        append(out, "</body>\n</html>\n");
    }

    /// Data for a script, as JSON that is safe within a page.
    static String data(String id, String json) {
        return "<script type=\"application/json\" id=\"" + id + "\">" + json + "</script>\n";
    }

    static int bytes(List<Script> scripts) {
        return scripts.stream().mapToInt(script -> bytes(script.text())).sum();
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static void append(Writer out, String part) {
        try {
            out.write(part);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static TemplateInstance instance(Template template, Object view, List<Script> scripts) {
        return template.instance().data("view", view).data("style", new RawString(STYLE)).data("policy",
                policy(scripts));
    }

    private static String policy(List<Script> scripts) {
        var allowed = scripts.isEmpty()
                ? ""
                : scripts.stream().map(script -> " 'sha256-" + script.hash() + "'")
                        .collect(Collectors.joining("", "script-src", "; "));
        return "default-src 'none'; style-src 'sha256-" + STYLE_HASH + "'; " + allowed
                + "base-uri 'none'; form-action 'none'";
    }

    static String resource(String name) {
        try (var in = Pages.class.getResourceAsStream("/report/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String sha256(String text) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.hex(text, 64)));
    }
}
