package io.allasflow.core.batch;

import io.allasflow.core.config.Settings;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.sink.EventSink;
import io.quarkus.arc.Unremovable;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/// Does as a Job what the service does on request: takes the one event of a file, and sends the answer to `K_SINK`, as
/// nobody is there to take it. Knative's JobSink starts it so.
@Singleton
@Unremovable
public class BatchRun implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(BatchRun.class);
    private static final String MODE = "K_EXECUTION_MODE";
    private static final String EVENT_PATH = "K_EVENT_PATH";
    /// Where a JobSink mounts it.
    private static final String DEFAULT_EVENT_PATH = "/etc/jobsink-event/event";
    /// Before each other try to send an answer: what took minutes to make is not thrown away for a broker's restart.
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2),
            Duration.ofSeconds(4), Duration.ofSeconds(8));

    private final Iterable<BatchFunction> functions;
    private final Settings settings;
    private final EventSink sink;
    private final Path file;
    private final List<Duration> pauses;

    @Inject
    public BatchRun(Instance<BatchFunction> functions, Settings settings, EventSink sink) {
        this(functions, settings, sink, Path.of(System.getenv().getOrDefault(EVENT_PATH, DEFAULT_EVENT_PATH)), PAUSES);
    }

    BatchRun(Iterable<BatchFunction> functions, Settings settings, EventSink sink, Path file, List<Duration> pauses) {
        this.functions = functions;
        this.settings = settings;
        this.sink = sink;
        this.file = file;
        this.pauses = pauses;
    }

    /// Whether this process is to be a Job's.
    public static boolean isAskedFor() {
        return "batch".equals(System.getenv(MODE));
    }

    @Override
    public int run(String... arguments) {
        if (settings.sink().isEmpty()) {
            LOG.error("K_SINK is not set, so the answer could not be sent: is there a SinkBinding for this Job?");
            return BatchExit.BAD_SETTINGS.code();
        }
        try {
            var answer = answer(BatchEvent.read(file));
            if (answer != null) {
                send(answer);
            }
            return BatchExit.DONE.code();
        } catch (PipelineException e) {
            LOG.errorf("%s: %s", e.code(), e.getMessage());
            return switch (e.code().kind()) {
                case BAD_EVENT, PERMANENT -> BatchExit.BAD_EVENT.code();
                case TRANSIENT -> BatchExit.TRANSIENT.code();
            };
        } catch (RuntimeException e) {
            LOG.error("unexpected failure", e);
            return BatchExit.INTERNAL.code();
        }
    }

    private CloudEvent<?> answer(BatchEvent event) {
        return StreamSupport.stream(functions.spliterator(), false)
                .filter(function -> function.type().equals(event.envelope().type())).findFirst()
                .orElseThrow(() -> new PipelineException(ErrorCode.BAD_EVENT,
                        "no function here runs as a Job on events of the type " + event.envelope().type()))
                .run(event);
    }

    private void send(CloudEvent<?> answer) {
        for (var pause : pauses) {
            try {
                sink.send(Envelope.of(answer), answer.data());
                return;
            } catch (PipelineException e) {
                LOG.warnf("%s; another try in %d s", e.getMessage(), pause.toSeconds());
                sleep(pause);
            }
        }
        sink.send(Envelope.of(answer), answer.data());
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.SINK_UNAVAILABLE, "the process ends before its answer was sent", e);
        }
    }
}
