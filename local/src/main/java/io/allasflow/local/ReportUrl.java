package io.allasflow.local;

import io.allasflow.core.config.Settings;
import io.allasflow.core.config.SettingsException;
import io.allasflow.core.layout.Output;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.local.s3.S3Clients;
import io.allasflow.local.s3.S3Credentials;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Prints a link to a report that works without keys, for a while.
@Command(name = "scripts/report-url.sh", usageHelpWidth = 80, description = {
    "Prints a link to a dataset's report. Whoever has the link can open the report, without any keys, until it"
            + " expires.%n",
    "The settings are taken from the environment, under the names that the functions have: ALLAS_ENDPOINT,"
            + " ALLAS_ACCESS_KEY, ALLAS_SECRET_KEY, DATA_BUCKET, OUTPUT_BUCKET, OUTPUT_PREFIX.%n"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:printed", "1:there is no such report, or the store did not tell",
                "2:the arguments or the settings are wrong"})
public final class ReportUrl implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final int MOST_HOURS = 7 * 24;

    @Parameters(paramLabel = "DATASET", description = "As the index names it: shop/events for shop/events.csv.")
    private String dataset;

    @Option(names = "--hours", paramLabel = "N", defaultValue = "24", description = "How long the link works: 1 to 168, the most that S3 allows. Default: ${DEFAULT-VALUE}.")
    private int hours;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this and end.")
    private boolean help;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    ReportUrl(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), new PrintStream(System.out, true, StandardCharsets.UTF_8), System.err,
                arguments));
    }

    static int run(Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new ReportUrl(environment, out, err)).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(arguments);
    }

    @Override
    public Integer call() {
        if (hours < 1 || hours > MOST_HOURS) {
            err.printf("--hours must be from 1 to %d%n", MOST_HOURS);
            return WRONG;
        }
        try {
            var settings = Settings.from(environment);
            return print(settings, settings.layout().output(Output.REPORT, dataset));
        } catch (SettingsException e) {
            err.println(e.getMessage());
            return WRONG;
        } catch (SdkException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private int print(Settings settings, ObjectRef report) {
        var key = new S3Credentials(settings.accessKey(), settings.secretKey());
        try (var client = S3Clients.of(settings.endpoint(), key);
                var presigner = S3Clients.presigner(settings.endpoint(), key)) {
            client.headObject(request -> request.bucket(report.bucket()).key(report.key()));
            out.println(presigner.presignGetObject(signed -> signed.signatureDuration(Duration.ofHours(hours))
                    .getObjectRequest(request -> request.bucket(report.bucket()).key(report.key()))).url());
            return 0;
        } catch (NoSuchKeyException e) {
            err.printf("There is no %s in %s.%n", report.key(), report.bucket());
            return FAILED;
        }
    }
}
