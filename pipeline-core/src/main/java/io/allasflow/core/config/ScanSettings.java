package io.allasflow.core.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.layout.BucketLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The section `scan` of `config/pipeline.yaml`: which objects are sources. It counts for notifications too.
///
/// @param include patterns, of which a key under the source prefix must match one
/// @param exclude patterns, of which it must match none
/// @param quietSeconds how long an object must have been left alone; a younger one is left to a later scan
/// @param deletedSources what becomes of the outputs when their source is gone
public record ScanSettings(List<Glob> include, List<Glob> exclude, long quietSeconds, DeletedSources deletedSources) {
    private static final int MOST_PATTERNS = 100;
    /// What Excel keeps beside an open workbook; it holds the user's name.
    private static final Glob LOCK_FILES = new Glob("**/~$*");
    private static final long MOST_QUIET_SECONDS = Duration.ofDays(7).toSeconds();

    public ScanSettings {
        if (include.isEmpty()) {
            throw new IllegalArgumentException("include must have a pattern: without one nothing is a source");
        }
        if (include.size() > MOST_PATTERNS || exclude.size() > MOST_PATTERNS) {
            throw new IllegalArgumentException("include and exclude may have " + MOST_PATTERNS + " patterns each");
        }
        if (quietSeconds < 0 || quietSeconds > MOST_QUIET_SECONDS) {
            throw new IllegalArgumentException("quietSeconds must be from 0 to " + MOST_QUIET_SECONDS);
        }
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    public enum DeletedSources {
        /// The outputs stay, and the status tells.
        @JsonProperty("keep")
        KEEP,
        /// Outputs and status go too.
        @JsonProperty("remove")
        REMOVE
    }

    /// @throws PipelineException `CONFIG_INVALID`
    public static ScanSettings of(PipelineConfig config) {
        return config.section("scan",
                new ScanSettings(List.of(new Glob("**")), List.of(LOCK_FILES), 0, DeletedSources.KEEP), List.of());
    }

    /// Whether a key of the data bucket is a source.
    public boolean isSource(String key, BucketLayout layout) {
        if (!layout.isSource(key)) {
            return false;
        }
        var name = key.substring(layout.sourcePrefix().length());
        return include.stream().anyMatch(glob -> glob.matches(name))
                && exclude.stream().noneMatch(glob -> glob.matches(name));
    }

    /// Whether it may still be changing.
    public boolean isYoung(Instant lastModified, Instant now) {
        return quietSeconds > 0 && now.isBefore(lastModified.plusSeconds(quietSeconds));
    }
}
