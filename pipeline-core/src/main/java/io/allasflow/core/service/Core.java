package io.allasflow.core.service;

import io.allasflow.core.config.Settings;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.LargeObjects;
import io.allasflow.core.sink.EventSink;
import io.allasflow.core.sink.HttpEventSink;
import io.allasflow.core.stage.StageRunner;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.S3ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Properties;

/// Wires what every function service is made of.
@ApplicationScoped
public class Core {
    @Produces
    @Singleton
    Settings settings() {
        return Settings.from(System.getenv());
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    ObjectStore store(Settings settings) {
        return new S3ObjectStore(settings);
    }

    void close(@Disposes ObjectStore store) {
        if (store instanceof S3ObjectStore s3) {
            s3.close();
        }
    }

    @Produces
    @Singleton
    StageRunner runner(ObjectStore store, Settings settings, Clock clock, LargeObjects large) {
        return new StageRunner(store, settings.layout(), clock, programVersion(), large);
    }

    @Produces
    @Singleton
    LargeObjects large(Settings settings) {
        return new LargeObjects(settings.jobFromBytes());
    }

    @Produces
    @Singleton
    EventSink sink(Settings settings, LargeObjects large) {
        return settings.sink().<EventSink>map(sink -> new HttpEventSink(sink, settings.sinkExtensions(), large))
                .orElse((_, _) -> {
                    throw new PipelineException(ErrorCode.SINK_UNAVAILABLE, "K_SINK is not set");
                });
    }

    /// The program's version, as the build wrote it.
    public static String programVersion() {
        try (var in = Core.class.getResourceAsStream("/allasflow-version.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
