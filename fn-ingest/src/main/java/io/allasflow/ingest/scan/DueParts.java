package io.allasflow.ingest.scan;

import io.allasflow.ingest.scan.SourceProgress.Remaining;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Which parts of a source count as stuck, the whole being one: some time after each was last sent, or last heard of.
///
/// When the cap or the sink ends the sending in between, the next scan goes on with those that had no turn yet, and only
/// with these. All others wait until the round is complete: none is left out, and none is sent by every scan.
///
/// @param due in order
/// @param attempts how often they were sent before
record DueParts(List<Remaining> due, int attempts) {
    /// Waiting doubles with every attempt, up to this often: an object that fails for ever does not crowd others out.
    private static final int MAX_DOUBLINGS = 6;

    /// @param entry null if the source was never sent
    static DueParts of(List<Remaining> remaining, ScanEntry entry, Instant now, Duration retryAfter) {
        if (entry != null && entry.turns() > 0) {
            var left = remaining.stream().filter(part -> part.index() >= entry.turns()).toList();
            if (!left.isEmpty()) {
                return of(left, Instant.MIN, entry.attempts() - 1, now, retryAfter);
            }
        }
        return entry == null
                ? of(remaining, Instant.MIN, 0, now, retryAfter)
                : of(remaining, Instant.ofEpochSecond(entry.sentAt()), entry.attempts(), now, retryAfter);
    }

    private static DueParts of(List<Remaining> parts, Instant sent, int attempts, Instant now, Duration retryAfter) {
        var wait = retryAfter.multipliedBy(1L << Math.clamp(attempts - 1L, 0, MAX_DOUBLINGS));
        return new DueParts(parts.stream().filter(part -> isDue(sent, part.heard(), wait, now)).toList(), attempts);
    }

    private static boolean isDue(Instant sent, Instant heard, Duration wait, Instant now) {
        var last = sent.isAfter(heard) ? sent : heard;
        return last == Instant.MIN || !now.isBefore(last.plus(wait));
    }
}
