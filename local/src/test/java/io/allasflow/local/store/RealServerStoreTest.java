package io.allasflow.local.store;

import io.allasflow.local.s3.S3Credentials;
import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The contract on any S3 server; for Ceph, the software of Allas, `scripts/ceph-rgw.sh` starts one. It makes a bucket
/// and leaves it.
@EnabledIfEnvironmentVariable(named = "ALLASFLOW_TEST_ENDPOINT", matches = ".+")
class RealServerStoreTest extends S3StoreContract {
    @Override
    URI endpoint() {
        return URI.create(System.getenv("ALLASFLOW_TEST_ENDPOINT"));
    }

    @Override
    S3Credentials credentials() {
        return new S3Credentials(System.getenv("ALLASFLOW_TEST_ACCESS_KEY"),
                System.getenv("ALLASFLOW_TEST_SECRET_KEY"));
    }
}
