package io.allasflow.core.service;

import io.allasflow.core.config.Settings;
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
    StageRunner runner(ObjectStore store, Settings settings, Clock clock) {
        return new StageRunner(store, settings.layout(), clock, programVersion());
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
