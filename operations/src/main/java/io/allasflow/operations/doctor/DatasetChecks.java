package io.allasflow.operations.doctor;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.config.Settings;
import io.allasflow.core.status.Status;
import io.allasflow.core.store.S3ObjectStore;
import io.allasflow.operations.store.Statuses;
import io.allasflow.operations.store.StoreErrors;
import java.time.Instant;

/// What went wrong lately, as the statuses in the bucket tell.
final class DatasetChecks {
    /// Each costs a request.
    private static final int MOST_READ = 200;
    private static final int MOST_SHOWN = 10;

    private final Findings findings;

    DatasetChecks(Findings findings) {
        this.findings = findings;
    }

    void check(Settings settings) {
        try (var store = new S3ObjectStore(settings)) {
            var statuses = new Statuses(store, settings.layout());
            var newest = statuses.newest(MOST_READ);
            if (newest.isEmpty()) {
                findings.note("No dataset has a status yet.",
                        "Wait for the next scan, or send one: scripts/send-event.sh ping.");
                return;
            }
            var wrong = newest.stream().filter(status -> Statuses.error(status).isPresent()).toList();
            wrong.stream().limit(MOST_SHOWN).forEach(this::tell);
            if (wrong.size() > MOST_SHOWN) {
                findings.note((wrong.size() - MOST_SHOWN) + " more datasets have an error.",
                        "The index of reports and scripts/status.sh list them.");
            }
            if (wrong.isEmpty()) {
                findings.ok("None of the " + newest.size() + " datasets that changed last has an error.");
            }
        } catch (PipelineException e) {
            findings.fail(StoreErrors.explain(e));
        }
    }

    private void tell(Status status) {
        var run = Statuses.error(status).orElseThrow();
        Instant at = run.at();
        var error = run.error();
        findings.note("%s: %s in %s at %s: %s".formatted(status.dataset(), error.code(), run.stage(),
                at.toString().substring(0, 16).replace('T', ' '), error.message()),
                advice(error.code(), error.advice()));
    }

    /// An older version of the program may have written none.
    private static String advice(String code, String written) {
        if (written != null) {
            return written;
        }
        try {
            return ErrorCode.valueOf(code).advice();
        } catch (IllegalArgumentException e) {
            return "See docs/errors.md.";
        }
    }
}
