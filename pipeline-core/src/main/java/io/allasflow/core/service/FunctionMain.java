package io.allasflow.core.service;

import io.allasflow.core.batch.BatchExit;
import io.allasflow.core.batch.BatchRun;
import io.allasflow.core.config.Settings;
import io.allasflow.core.config.SettingsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts a function as a service, or as a Job; or says, in one message and without a stack trace, which settings are wrong.
@QuarkusMain
public final class FunctionMain {
    private FunctionMain() {}

    public static void main(String[] arguments) {
        try {
            Settings.from(System.getenv());
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            System.exit(BatchExit.BAD_SETTINGS.code());
        }
        if (BatchRun.isAskedFor()) {
            // Its event comes from a file: it listens to nobody.
            System.setProperty("quarkus.http.host-enabled", "false");
            Quarkus.run(BatchRun.class, arguments);
        } else {
            Quarkus.run(arguments);
        }
    }
}
