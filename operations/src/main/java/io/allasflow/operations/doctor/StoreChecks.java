package io.allasflow.operations.doctor;

import io.allasflow.core.config.Settings;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.local.s3.S3Clients;
import io.allasflow.local.s3.S3Credentials;
import io.allasflow.operations.OperationException;
import io.allasflow.operations.doctor.StoreAbility.Place;
import io.allasflow.operations.store.KeyTest;
import io.allasflow.operations.store.StoreErrors;
import java.util.ArrayList;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/// The bucket, the keys to it, and what its server can do.
final class StoreChecks {
    private final Findings findings;

    StoreChecks(Findings findings) {
        this.findings = findings;
    }

    /// @return whether the functions can work there
    boolean check(Settings settings, boolean write) {
        var layout = settings.layout();
        var keys = new S3Credentials(settings.accessKey(), settings.secretKey());
        try {
            if (!new KeyTest(settings.endpoint(), keys).onBuckets(layout, write)) {
                findings.fail("The keys work, but there is no bucket " + layout.dataBucket()
                        + (layout.outputBucket().equals(layout.dataBucket()) ? "" : ", or no " + layout.outputBucket()),
                        "Make it (s3cmd mb s3://NAME, or in Allas' web interface), or correct DATA_BUCKET.");
                return false;
            }
        } catch (OperationException e) {
            findings.fail(e);
            return false;
        }
        findings.ok("The keys can list " + layout.dataBucket()
                + (write ? ", and write, read and delete in " + layout.outputBucket() : "") + ".");
        try (var client = S3Clients.of(settings.endpoint(), keys)) {
            versioning(client, layout);
            if (write) {
                abilities(client, layout);
            } else {
                findings.skip("What the store can do: found out by writing.");
            }
        }
        return true;
    }

    private void versioning(S3Client client, BucketLayout layout) {
        try {
            var status = client.getBucketVersioning(get -> get.bucket(layout.outputBucket())).status();
            if (status == BucketVersioningStatus.ENABLED) {
                findings.note(layout.outputBucket() + " keeps old versions: outputs are overwritten often, and each"
                        + " version counts against the quota.",
                        "Expire old versions by a lifecycle rule, or write to a bucket without versions"
                                + " (OUTPUT_BUCKET).");
            }
        } catch (SdkException e) {
            findings.skip("Versions of objects: the store does not tell.");
        }
    }

    private void abilities(S3Client client, BucketLayout layout) {
        findings.section("What the store can do");
        var place = new Place(client, layout.outputBucket(),
                layout.own("state/doctor-" + UUID.randomUUID()).key() + "/");
        var missing = new ArrayList<String>();
        try {
            for (var ability : StoreAbility.values()) {
                boolean there = ability.isIn(place);
                findings.row("  %-4s  %-32s  %s".formatted(there ? "yes" : ability.required() ? "NO" : "no",
                        ability.what(), ability.use()));
                if (!there && ability.required()) {
                    missing.add(ability.what());
                }
            }
        } catch (SdkException e) {
            findings.fail(StoreErrors.explain(e, "while finding out what it can do"));
        } finally {
            clear(place);
        }
        if (!missing.isEmpty()) {
            findings.fail("The functions need what this store lacks: " + String.join("; ", missing) + ".",
                    "Use another store, such as Allas (ALLAS_ENDPOINT), or a newer version of this one.");
        }
    }

    private void clear(Place place) {
        try {
            place.clear();
        } catch (SdkException e) {
            findings.note("What was written to find that out is still under " + place.prefix() + ".", "Delete it.");
        }
    }
}
