package io.allasflow.clean;

import io.allasflow.clean.engine.ledger.LedgerException;
import io.allasflow.clean.engine.ledger.RawRebuild;
import io.allasflow.core.config.Settings;
import io.allasflow.core.config.SettingsException;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.Version;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.S3ObjectStore;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// `scripts/rebuild.sh`: writes a dataset's raw table, made again from what cleaning wrote.
public final class Rebuild {
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    interface Outputs {
        InputStream open(Output output) throws IOException;
    }

    private Rebuild() {}

    /// @param arguments the dataset; then, if the outputs are not in the bucket but in a directory, that
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("Usage: scripts/rebuild.sh DATASET [DIRECTORY]");
            System.exit(WRONG);
        }
        try {
            if (arguments.length == 2) {
                var directory = Path.of(arguments[1]);
                rebuild(output -> Files
                        .newInputStream(directory.resolve(output.folder() + arguments[0] + output.ending())));
            } else {
                var settings = Settings.from(System.getenv());
                try (var store = new S3ObjectStore(settings)) {
                    rebuild(inBucket(store, settings.layout(), arguments[0]));
                }
            }
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG);
        } catch (PipelineException | IOException e) {
            System.err.println("Not rebuilt: " + e);
            System.exit(FAILED);
        }
    }

    /// @throws LedgerException if they are not all of one version of the source, the settings and the program
    static Outputs inBucket(ObjectStore store, BucketLayout layout, String dataset) throws IOException {
        var etags = new EnumMap<Output, String>(Output.class);
        var versions = new HashSet<Optional<Version>>();
        for (var output : List.of(Output.QUALITY, Output.CLEANED, Output.CHANGES, Output.REJECTED)) {
            var ref = layout.output(output, dataset);
            var object = store.head(ref).orElseThrow(() -> new ObjectMissingException(ref));
            etags.put(output, object.etag());
            versions.add(Version.carriedBy(object));
        }
        if (versions.size() > 1 || versions.contains(Optional.<Version>empty())) {
            throw new LedgerException("the outputs of " + dataset + " are not all of one version: wait until it is "
                    + "cleaned, and try again");
        }
        return output -> store.open(layout.output(output, dataset), etags.get(output));
    }

    private static void rebuild(Outputs outputs) throws IOException {
        try (var quality = outputs.open(Output.QUALITY);
                var cleaned = outputs.open(Output.CLEANED);
                var changes = outputs.open(Output.CHANGES);
                var rejected = outputs.open(Output.REJECTED)) {
            RawRebuild.rebuild(quality, cleaned, changes, rejected,
                    new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        }
    }
}
