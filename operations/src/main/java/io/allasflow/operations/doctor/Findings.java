package io.allasflow.operations.doctor;

import io.allasflow.core.error.Printable;
import io.allasflow.operations.OperationException;
import io.allasflow.operations.Wrapped;
import java.io.PrintStream;

/// What was looked at, printed as it is found: a line each, and what to do under each that fails.
public final class Findings {
    private final PrintStream out;
    private int failed;
    private int noted;

    public Findings(PrintStream out) {
        this.out = out;
    }

    void section(String title) {
        out.println();
        out.println(title);
    }

    void ok(String what) {
        line("ok", what);
    }

    /// Worth knowing, though it all works.
    void note(String what, String advice) {
        noted++;
        line("note", what);
        Wrapped.print(out, "        do: ", Printable.of(advice));
    }

    void fail(String what, String advice) {
        failed++;
        line("FAIL", what);
        Wrapped.print(out, "        do: ", Printable.of(advice));
    }

    void fail(OperationException e) {
        fail(e.getMessage(), e.advice());
    }

    /// Not looked at.
    void skip(String why) {
        line("skip", why);
    }

    /// As it is.
    void row(String text) {
        out.println(text);
    }

    public int failed() {
        return failed;
    }

    public String sum() {
        return failed == 0 && noted == 0 ? "All is well." : "%d failed, %d to note.".formatted(failed, noted);
    }

    private void line(String verdict, String what) {
        Wrapped.print(out, "  %-4s  ".formatted(verdict), Printable.of(what));
    }
}
