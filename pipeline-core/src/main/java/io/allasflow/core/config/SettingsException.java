package io.allasflow.core.config;

import java.util.List;

/// All that is wrong with the environment, one problem a line. Holds no values.
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(List<String> problems) {
        super("Allasflow cannot start; mend these environment variables:\n  " + String.join("\n  ", problems));
    }
}
