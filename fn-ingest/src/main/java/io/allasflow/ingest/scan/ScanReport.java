package io.allasflow.ingest.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// What a scan found and did, in source objects.
///
/// @param listed seen under the source prefix
/// @param upToDate in a final state: summarized or rejected
/// @param waiting in flight and not yet due to be sent again, or written too lately
/// @param sent events sent for: new, changed, stuck, or to be repaired
/// @param repaired of the sent ones, those whose outputs were found missing or overwritten
/// @param deferred left to the next scan: the cap or the time was used up, or the sink was down
/// @param unsent the sink did not take, or the store failed to tell about
/// @param deleted not there any more, and now marked or removed
/// @param unmatched patterns of `datasets` that none of them matches; told if there are any
public record ScanReport(long listed, long upToDate, long waiting, long sent, long repaired, long deferred,
        long unsent, long deleted, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> unmatched) {
    public ScanReport(long listed, long upToDate, long waiting, long sent, long repaired, long deferred, long unsent,
            long deleted) {
        this(listed, upToDate, waiting, sent, repaired, deferred, unsent, deleted, List.of());
    }
}
