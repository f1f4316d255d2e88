package io.allasflow.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectWriter;
import io.allasflow.core.store.StoredObject;
import io.allasflow.ingest.ChildProcess;
import io.allasflow.ingest.rest.http.ApiClient;
import io.allasflow.ingest.rest.http.HostRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers that do not fit into memory, in a JVM with a small heap.
@Tag("slow")
class BigFetchTest {
    /// Not so much alike that they would be taken for a bomb.
    private static final String RECORDS = new Random(1).ints(1200, 1_000_000, 9_999_999)
            .mapToObj(id -> ",{\"id\":" + id + ",\"at\":{\"town\":\"Oulu\"},\"v\":[1.0,2]}\n")
            .collect(Collectors.joining());
    private static final int REPEATS = 1500;

    @ParameterizedTest
    @CsvSource({"'/d', false", "'/d', true", ", false"})
    void fetches_in_a_small_heap(String records, boolean zipped) throws Exception {
        var output = ChildProcess.run(32, BigFetchTest.class, records == null ? "-" : records, "" + zipped);
        System.out.println("fetch: " + output);

        var written = records == null
                ? 7L + 2 + (long) RECORDS.length() * REPEATS
                : 2L + (long) (RECORDS.length() - 1200) * REPEATS;
        assertThat(output).startsWith("written " + written + ",");
    }

    public static void main(String[] arguments) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        boolean zipped = Boolean.parseBoolean(arguments[1]);
        server.createContext("/", exchange -> {
            if (zipped) {
                exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            }
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody(); var out = zipped ? new GZIPOutputStream(body) : body) {
                out.write("{\"d\":[0".getBytes(StandardCharsets.UTF_8));
                for (int i = 0; i < REPEATS; i++) {
                    out.write(RECORDS.getBytes(StandardCharsets.UTF_8));
                }
                out.write("]}".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        int port = server.getAddress().getPort();
        var source = RestSource.of("x", "http://localhost:" + port + "/", null,
                arguments[0].equals("-") ? null : arguments[0], null, null, null, null, null);
        var start = System.nanoTime();
        try (var client = new ApiClient(new HostRules(List.of("localhost:" + port), InetAddress::getAllByName), "t")) {
            var api = new Conversation(source, client, Map.of(), Clock.systemUTC(), Thread::sleep);
            var fetched = new Fetch(source, "", api, new Counting(), new ObjectRef("b", "k")).run(Optional.empty());
            System.out.println("written " + fetched.object().size() + ", " + (System.nanoTime() - start) / 1_000_000
                    + " ms");
        } finally {
            server.stop(0);
        }
    }

    /// Keeps the length alone.
    private static final class Counting extends MemoryObjectStore {
        @Override
        public ObjectWriter create(ObjectRef ref, String contentType, Map<String, String> metadata) {
            return new ObjectWriter() {
                private long written;

                @Override
                public void write(int b) {
                    written++;
                }

                @Override
                public void write(byte[] buffer, int offset, int length) {
                    written += length;
                }

                @Override
                public StoredObject commit() throws IOException {
                    return new StoredObject(ref, "e", written, null, metadata);
                }

                @Override
                public void close() {}
            };
        }
    }
}
