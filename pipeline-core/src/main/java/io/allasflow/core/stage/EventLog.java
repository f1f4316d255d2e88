package io.allasflow.core.stage;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.error.Printable;
import io.allasflow.core.status.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/// One line an event: readable as it is, and with its figures as fields where lines are JSON.
final class EventLog {
    private static final Logger LOG = Logger.getLogger(EventLog.class);

    private EventLog() {}

    static void write(Stage stage, String dataset, Outcome outcome, long ms) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("function", stage.service());
        fields.put("dataset", dataset);
        var text = switch (outcome) {
            case Outcome.Done done -> {
                fields.put("outcome", stage.doneState().word());
                fields.put("rows", done.result().rows());
                fields.put("bytes", done.result().main().size());
                var problem = done.result().problem();
                if (problem != null) {
                    fields.put("code", problem.code().name());
                }
                yield "%s, %d rows, %d bytes".formatted(stage.doneState().word(), done.result().rows(),
                        done.result().main().size())
                        + (problem == null ? "" : ", but " + problem.code() + ": " + problem.getMessage());
            }
            case Outcome.Divided divided -> {
                fields.put("outcome", Status.State.DIVIDED.word());
                fields.put("parts", divided.result().parts().size());
                yield "divided into " + divided.result().parts().size() + " datasets";
            }
            case Outcome.Rejected rejected -> {
                fields.put("outcome", "rejected");
                fields.put("code", rejected.why().code().name());
                yield "rejected, " + rejected.why().code() + ": " + rejected.why().getMessage();
            }
            case Outcome.Superseded _ -> {
                fields.put("outcome", "superseded");
                yield "superseded, nothing to do";
            }
            case Outcome.Gone _ -> {
                fields.put("outcome", "gone");
                yield "input is gone, nothing to do";
            }
        };
        fields.put("ms", ms);
        log(fields.containsKey("code") ? Logger.Level.WARN : Logger.Level.INFO,
                Printable.of(stage.service() + " " + dataset + ": " + text + ", " + ms + " ms"), fields);
    }

    static void failed(Stage stage, String dataset, RuntimeException e, long ms) {
        var outcome = e instanceof PipelineException known ? known.code() : ErrorCode.INTERNAL;
        var fields = new LinkedHashMap<String, Object>();
        fields.put("function", stage.service());
        fields.put("dataset", dataset);
        fields.put("outcome", "failed");
        fields.put("code", outcome.name());
        fields.put("ms", ms);
        log(Logger.Level.WARN,
                Printable
                        .of(stage.service() + " " + dataset + ": failed, " + outcome + ": " + e.getMessage() + ", " + ms
                                + " ms"),
                fields);
    }

    private static void log(Logger.Level level, String line, Map<String, Object> fields) {
        fields.forEach(MDC::put);
        try {
            LOG.log(level, line);
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
