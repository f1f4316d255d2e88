package io.allasflow.core.service;

import io.allasflow.core.config.Settings;
import io.allasflow.core.config.SettingsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts a function service; or says, in one message and without a stack trace, which settings are wrong.
@QuarkusMain
public final class FunctionMain {
    private static final int BAD_SETTINGS = 2;

    private FunctionMain() {}

    public static void main(String[] arguments) {
        try {
            Settings.from(System.getenv());
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            System.exit(BAD_SETTINGS);
        }
        Quarkus.run(arguments);
    }
}
