package io.allasflow.local.demo;

import io.allasflow.local.broker.Activity;
import io.allasflow.local.broker.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// Counts what the broker tells and shows it: on a terminal as one line that changes, else a line now and then.
public final class Progress {
    private static final Pattern STAGE = Pattern.compile("io\\.allasflow\\.object\\.(\\w+)\\.v1");
    private static final Duration ON_TERMINAL = Duration.ofMillis(100);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private static final int TERMINAL_WIDTH = 79;

    private final PrintStream out;
    private final boolean terminal;
    private final int objects;
    private final Map<String, Set<String>> subjects = new ConcurrentHashMap<>();
    private final Map<String, Event> latest = new ConcurrentHashMap<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong dead = new AtomicLong();
    private String shown = "";
    private long shownAt;

    public Progress(PrintStream out, boolean terminal, int objects) {
        this.out = out;
        this.terminal = terminal;
        this.objects = objects;
    }

    public void on(Activity activity) {
        switch (activity) {
            case Activity.Accepted(var event) -> {
                stage(event).ifPresent(stage -> {
                    accepted.incrementAndGet();
                    subjects.computeIfAbsent(stage, _ -> ConcurrentHashMap.newKeySet()).add(event.subject());
                    latest.put(stage, event);
                });
            }
            case Activity.Delivered _ -> {
            }
            case Activity.Retried _ -> retried.incrementAndGet();
            case Activity.DeadLettered _,Activity.Lost _ -> dead.incrementAndGet();
        }
    }

    /// How many events about objects the broker took; that the index of reports is stale is not one.
    public long accepted() {
        return accepted.get();
    }

    /// The latest event of the stage, such as `ingested`.
    public Optional<Event> latest(String stage) {
        return Optional.ofNullable(latest.get(stage));
    }

    /// Shows where things are if it is time to.
    public void show() {
        var now = System.nanoTime();
        var line = line();
        if (!line.equals(shown) && now - shownAt > (terminal ? ON_TERMINAL : ELSEWHERE).toNanos()) {
            print(line);
            shownAt = now;
        }
    }

    /// Shows where things are now, and lets the next output start on a line of its own.
    public void end() {
        var line = line();
        if (!line.equals(shown)) {
            print(line);
        }
        if (terminal && !shown.isEmpty()) {
            out.println();
        }
    }

    private void print(String line) {
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
            out.flush();
        } else {
            out.println(line);
        }
        shown = line;
    }

    private String line() {
        if (accepted.get() == 0) {
            return shown;
        }
        var line = "found " + count("discovered") + ", ingested " + count("ingested") + ", cleaned " + count("cleaned")
                + ", done " + count("summarized") + ", rejected " + count("rejected") + " of " + objects
                + counted(retried, "retried") + counted(dead, "dead");
        // A line that wraps could not be written over.
        return terminal && line.length() > TERMINAL_WIDTH ? line.substring(0, TERMINAL_WIDTH) : line;
    }

    private int count(String stage) {
        return subjects.getOrDefault(stage, Set.of()).size();
    }

    private static String counted(AtomicLong count, String what) {
        return count.get() == 0 ? "" : ", " + what + " " + count;
    }

    private static Optional<String> stage(Event event) {
        var matcher = STAGE.matcher(event.type());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
