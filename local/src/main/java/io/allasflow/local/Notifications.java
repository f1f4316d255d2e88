package io.allasflow.local;

import io.allasflow.core.config.Settings;
import io.allasflow.core.config.SettingsException;
import io.allasflow.local.notifications.CephNotifications;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/// Makes a bucket on a Ceph gateway, such as Allas, tell fn-ingest of new objects; or lets it be silent again.
@Command(name = "scripts/notifications.sh", usageHelpWidth = 80, subcommandsRepeatable = false, description = {
    "Sets up a bucket's notifications on a Ceph gateway, such as Allas: the store then tells"
            + " fn-ingest of each new object under SOURCE_PREFIX. What gets lost is found by the scan.%n",
    "The settings are taken from the environment, under the names that the functions have:"
            + " ALLAS_ENDPOINT, ALLAS_ACCESS_KEY, ALLAS_SECRET_KEY, DATA_BUCKET, SOURCE_PREFIX, OUTPUT_BUCKET,"
            + " OUTPUT_PREFIX, NOTIFICATION_TOKEN.%n"}, footer = {"%nMinIO has its own way:",
                "  mc admin config set ALIAS notify_webhook:allasflow endpoint=URL%n"
                        + "    auth_token=$NOTIFICATION_TOKEN queue_dir=/a/folder/of/the/server",
                "  mc admin service restart ALIAS",
                "  mc event add ALIAS/BUCKET arn:minio:sqs::allasflow:webhook%n"
                        + "    --event put --prefix SOURCE_PREFIX",
                "  mc event list ALIAS/BUCKET",
                "  mc event remove ALIAS/BUCKET arn:minio:sqs::allasflow:webhook"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                    "0:done", "1:the store did not do it", "2:the arguments or the settings are wrong"})
public final class Notifications {
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    @Option(names = "--name", scope = ScopeType.INHERIT, paramLabel = "NAME", description = "Of the topic and the notification. Default: allasflow-DATA_BUCKET")
    private String name;

    @Option(names = {"-h",
        "--help"}, scope = ScopeType.INHERIT, usageHelp = true, description = "Show this and end.")
    private boolean help;

    private final PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Notifications()).execute(arguments));
    }

    @Command(description = "Sets them up, or changes them. Doing it again does no harm.")
    int create(
            @Parameters(paramLabel = "URL", description = "Where the store reaches fn-ingest: https://HOST/notification. NOTIFICATION_TOKEN is"
                    + " added to it if it is set.") URI url) {
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null
                || !"/notification".equals(url.getPath()) || url.getQuery() != null || url.getUserInfo() != null) {
            System.err.println("URL must be like https://HOST/notification, without a token, which is added to it");
            return WRONG;
        }
        return run((ceph, settings) -> {
            var target = settings.notificationToken().map(token -> URI.create(url + "/" + token)).orElse(url);
            ceph.create(nameFor(settings), target);
            console.printf("%s now tells %s of new objects.%n", settings.layout().dataBucket(), url);
        });
    }

    @Command(description = "Shows the notifications of the bucket.")
    int list() {
        return run((ceph, settings) -> {
            var all = ceph.list();
            all.forEach(known -> console.printf("%s: %s to %s%s%n", known.name(), String.join(", ", known.events()),
                    known.topic(), known.filter().isEmpty() ? "" : ", " + String.join(", ", known.filter())));
            if (all.isEmpty()) {
                console.printf("%s has no notifications.%n", settings.layout().dataBucket());
            }
        });
    }

    @Command(description = "Takes them down.")
    int delete() {
        return run((ceph, settings) -> {
            ceph.delete(nameFor(settings));
            console.printf("%s has no notification %s. Wait a minute before you set it up again: Ceph forgets one"
                    + " that is back sooner.%n", settings.layout().dataBucket(), nameFor(settings));
        });
    }

    private String nameFor(Settings settings) {
        return name == null ? "allasflow-" + settings.layout().dataBucket() : name;
    }

    private interface Work {
        void on(CephNotifications ceph, Settings settings) throws IOException, InterruptedException;
    }

    private int run(Work work) {
        try {
            if (name != null && !name.matches("[A-Za-z0-9._-]+")) {
                System.err.println("NAME must be letters, digits, '.', '-' and '_'");
                return WRONG;
            }
            var settings = Settings.from(System.getenv());
            work.on(new CephNotifications(settings), settings);
            return 0;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return WRONG;
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }
}
