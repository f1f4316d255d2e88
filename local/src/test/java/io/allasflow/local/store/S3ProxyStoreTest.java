package io.allasflow.local.store;

import io.allasflow.local.s3.S3Credentials;
import io.allasflow.local.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

class S3ProxyStoreTest extends S3StoreContract {
    private final S3Server server;

    S3ProxyStoreTest() throws IOException {
        server = S3Server.inMemory(new S3Credentials("contract-access-0815", "contract-secret-0815"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    URI endpoint() {
        return server.endpoint();
    }

    @Override
    S3Credentials credentials() {
        return server.credentials();
    }

    @Override
    protected Set<Quirk> quirks() {
        return Set.of(Quirk.KEYS_ARE_PATHS, Quirk.UTF_16_ORDER, Quirk.FOLDERS);
    }
}
