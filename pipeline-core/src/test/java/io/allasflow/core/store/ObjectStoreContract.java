package io.allasflow.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.allasflow.core.concurrent.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the pipeline relies on in an object store. Every store passes it: the one in memory, S3Proxy, Ceph.
public abstract class ObjectStoreContract {
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    /// Each test has its own; odd, so that a prefix is encoded rightly too.
    protected String prefix;

    @BeforeEach
    void choosePrefix() {
        prefix = "t" + TESTS.incrementAndGet() + " ä+%2F/";
    }

    /// What a stand-in does otherwise than S3; the cases it cannot pass are skipped and shown as skipped.
    public enum Quirk {
        /// Keys are file paths: those with `//`, `..`, a leading `/` and the like are refused.
        KEYS_ARE_PATHS,
        /// Keys are listed in the order of UTF-16 rather than of UTF-8.
        UTF_16_ORDER,
        /// Object `a` cannot lie beside `a/b`.
        FOLDERS
    }

    protected abstract ObjectStore store();

    protected abstract String bucket();

    protected Set<Quirk> quirks() {
        return Set.of();
    }

    @Test
    void a_missing_object_is_missing() throws IOException {
        var missing = ref("missing");
        assertThat(store().head(missing)).isEmpty();
        assertThatThrownBy(() -> store().open(missing, null)).isInstanceOf(ObjectMissingException.class)
                .hasMessage(missing + " does not exist");
        assertThatThrownBy(() -> store().open(missing, "0123")).isInstanceOf(ObjectMissingException.class);
        store().delete(missing);
        assertThat(store().list(bucket(), prefix, null)).isEqualTo(new ObjectStore.Page(List.of(), true));
    }

    @Test
    void an_object_is_opened_at_its_etag_only() throws IOException {
        var old = put(ref("a"), "old");
        assertThat(read(ref("a"), old.etag())).isEqualTo("old");
        var current = put(ref("a"), "new");
        assertThat(current.etag()).isNotEqualTo(old.etag());
        assertThatThrownBy(() -> store().open(ref("a"), old.etag())).isInstanceOf(ObjectChangedException.class)
                .hasMessage(ref("a") + " has changed");
        assertThat(read(ref("a"), current.etag())).isEqualTo("new");
        assertThat(read(ref("a"), null)).isEqualTo("new");
        store().delete(ref("a"));
        assertThat(store().head(ref("a"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,abcdef", "1,bcdef", "5,f"})
    void an_object_is_opened_from_any_byte_on(long from, String expected) throws IOException {
        var written = put(ref("a"), "abcdef");
        try (var reader = store().open(ref("a"), written.etag(), from)) {
            assertThat(new String(reader.readAllBytes(), UTF_8)).isEqualTo(expected);
            assertThat(reader.object()).isEqualTo(store().head(ref("a")).orElseThrow());
        }
        put(ref("a"), "ABCDEF");
        assertThatThrownBy(() -> store().open(ref("a"), written.etag(), from))
                .isInstanceOf(ObjectChangedException.class);
        assertThatThrownBy(() -> store().open(ref("missing"), null, from)).isInstanceOf(ObjectMissingException.class);
    }

    @Test
    void attributes_are_kept() throws IOException {
        var metadata = Map.of("source-key", "d/%C3%A4%20b%2B.csv", "source-etag", "0123-4", "config-hash", "defaults",
                "source-size", "0", "program-version", "1.0");
        StoredObject written;
        try (var writer = store().create(ref("a"), "text/csv; charset=utf-8; header=present", metadata)) {
            writer.write("abc".getBytes(UTF_8));
            written = writer.commit();
        }
        var head = store().head(ref("a")).orElseThrow();
        assertThat(head.ref()).isEqualTo(ref("a"));
        assertThat(head.etag()).isEqualTo(written.etag()).matches("[0-9a-f]{32}");
        assertThat(head.size()).isEqualTo(3).isEqualTo(written.size());
        assertThat(head.lastModified()).isNotNull();
        assertThat(head.metadata()).containsAllEntriesOf(metadata);
        try (var reader = store().open(ref("a"), null)) {
            assertThat(reader.object()).isEqualTo(head);
        }
        var listed = store().list(bucket(), prefix, null).objects();
        assertThat(listed).hasSize(1).first().returns(head.etag(), StoredObject::etag)
                .returns(3L, StoredObject::size).returns(Map.of(), StoredObject::metadata);
        put(ref("a"), "abc");
        assertThat(store().head(ref("a")).orElseThrow().metadata()).doesNotContainKey("source-key");
    }

    static Stream<String> oddKeys() {
        return Stream.of("a b", " a ", "a+b", "a%20b", "a%", "a#b", "a?b=c&d", "a;b", "a:b", "a\\b", "a'b\"c", "<a>&amp;",
                "a|b^`{}[]", "~a-._", "*", "$a,@=!()", "å", "a\u030a", "数据", "😀", "\u00a0", "x".repeat(200),
                "a/".repeat(100) + "b", "a\tb", "index.html");
    }

    @ParameterizedTest
    @MethodSource("oddKeys")
    void any_key_survives(String key) throws IOException {
        survives(key);
    }

    /// Keys that are no clean paths.
    @ParameterizedTest
    @ValueSource(strings = {"a//b", "//", "../a", "a/../b", "..", ".", "./a", "a/./b", "a/", "/a", "a\nb", "a\r\nb", "\u0001"})
    void any_key_survives_that_is_no_path(String key) throws IOException {
        assumeFalse(quirks().contains(Quirk.KEYS_ARE_PATHS));
        survives(key);
    }

    @ParameterizedTest
    @CsvSource({"x,1000", "é,500", "数,333", "😀,250"})
    void keys_of_a_thousand_bytes_survive(String character, int count) throws IOException {
        // Without slashes; a file name holds 255 bytes.
        assumeFalse(quirks().contains(Quirk.KEYS_ARE_PATHS));
        int room = count - prefix.getBytes(UTF_8).length / character.getBytes(UTF_8).length - 1;
        survives(character.repeat(room));
    }

    private void survives(String key) throws IOException {
        var ref = ref(key);
        var written = put(ref, key);
        assertThat(store().head(ref)).map(StoredObject::etag).contains(written.etag());
        assertThat(read(ref, written.etag())).isEqualTo(key);
        assertThat(keysAfter(null)).containsExactly(ref.key());
        assertThat(store().list(bucket(), ref.key(), null).objects()).hasSize(1);
        assertThat(keysAfter(ref.key())).isEmpty();
        var copied = store().copy(ref, written.etag(), ref("copy"), "text/plain", Map.of());
        assertThat(copied.etag()).isEqualTo(written.etag());
        store().delete(ref);
        assertThat(store().head(ref)).isEmpty();
        store().copy(ref("copy"), copied.etag(), ref, "text/plain", Map.of());
        assertThat(read(ref, null)).isEqualTo(key);
        assertThat(keysAfter(null)).containsExactlyInAnyOrder(ref.key(), ref("copy").key());
    }

    @Test
    void an_object_may_lie_beside_a_folder_of_its_name() throws IOException {
        assumeFalse(quirks().contains(Quirk.FOLDERS));
        put(ref("a"), "1");
        put(ref("a/b"), "2");
        put(ref("a/b/c"), "3");
        store().delete(ref("a/b"));
        assertThat(keysAfter(null)).containsExactly(ref("a").key(), ref("a/b/c").key());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "8388608", "8388609", "17000000"})
    void any_size_is_stored_and_read_whole(int size) throws IOException {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        var written = new ArrayList<StoredObject>();
        // Once more in other pieces where there are two parts: the ETag must not depend on them.
        for (int piece : size == 8388609 ? new int[]{1 << 20, 999_999} : new int[]{1 << 20}) {
            try (var writer = store().create(ref("a"), "application/octet-stream", Map.of("n", "1"))) {
                for (int at = 0; at < size; at += piece) {
                    writer.write(bytes, at, Math.min(piece, size - at));
                }
                written.add(writer.commit());
            }
        }
        assertThat(written).extracting(StoredObject::etag).containsOnly(written.getFirst().etag());
        assertThat(written).extracting(StoredObject::size).containsOnly((long) size);
        var head = store().head(ref("a")).orElseThrow();
        assertThat(head).returns(written.getFirst().etag(), StoredObject::etag)
                .returns((long) size, StoredObject::size);
        assertThat(head.metadata()).containsEntry("n", "1");
        try (var reader = store().open(ref("a"), head.etag())) {
            assertThat(reader.object()).isEqualTo(head);
            assertThat(Arrays.equals(reader.readAllBytes(), bytes)).isTrue();
            assertThat(reader.read()).isEqualTo(-1);
        }
    }

    @Test
    void reads_byte_by_byte_and_not_after_closing() throws IOException {
        put(ref("a"), "a\u00ff");
        var reader = store().open(ref("a"), null);
        assertThat(reader.read()).isEqualTo('a');
        assertThat(reader.read(new byte[0])).isZero();
        assertThat(reader.read()).isEqualTo(0xc3);
        reader.close();
        reader.close();
        assertThatThrownBy(reader::read).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reader.read(new byte[1])).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 8_400_000})
    void nothing_is_visible_before_or_without_a_commit(int size) throws IOException {
        put(ref("a"), "before");
        try (var writer = store().create(ref("a"), "text/plain", Map.of())) {
            writer.write(new byte[size]);
            assertThat(read(ref("a"), null)).isEqualTo("before");
        }
        assertThat(read(ref("a"), null)).isEqualTo("before");
        assertThat(keysAfter(null)).containsExactly(ref("a").key());
    }

    @Test
    void a_writer_commits_once() throws IOException {
        try (var writer = store().create(ref("a"), "text/plain", Map.of())) {
            writer.write('1');
            writer.commit();
            assertThatThrownBy(writer::commit).isInstanceOf(IOException.class).hasMessageContaining("already committed");
            assertThatThrownBy(() -> writer.write('2')).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> writer.write(new byte[2])).isInstanceOf(IOException.class);
        }
        assertThat(read(ref("a"), null)).isEqualTo("1");
        var closed = store().create(ref("b"), "text/plain", Map.of());
        closed.close();
        closed.close();
        assertThatThrownBy(closed::commit).isInstanceOf(IOException.class);
        assertThat(store().head(ref("b"))).isEmpty();
    }

    @Test
    void lists_in_the_order_of_utf_8_bytes() throws IOException {
        assumeFalse(quirks().contains(Quirk.UTF_16_ORDER));
        var keys = List.of(" ", "!", "a", "a!", "a.b", "a/b", "a0", "aa", "b", "~", "å", "数", "\ue000", "\uff5e", "😀",
                LAST_CHARACTER);
        for (var key : keys.reversed()) {
            put(ref(key), "");
        }
        var expected = keys.stream().map(key -> ref(key).key()).toList();
        assertThat(keysAfter(null)).isEqualTo(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(keysAfter(expected.get(i))).isEqualTo(expected.subList(i + 1, expected.size()));
        }
    }

    @Test
    void starts_after_any_text() throws IOException {
        for (var key : List.of("a", "a b", "ab", "b/1", "b/2", "c")) {
            put(ref(key), "");
        }
        var cases = Map.of("", "a|a b|ab|b/1|b/2|c", "A", "a|a b|ab|b/1|b/2|c", "a", "a b|ab|b/1|b/2|c", "a ",
                "a b|ab|b/1|b/2|c", "aa", "ab|b/1|b/2|c", "b", "b/1|b/2|c", "b/", "b/1|b/2|c", "b/1", "b/2|c", "d", "");
        cases.forEach((after, expected) -> assertThat(String.join("|", keysAfter(prefix + after)).replace(prefix, ""))
                .as(after).isEqualTo(expected));
        // Jumps over a folder, as the scan does over its own outputs.
        assertThat(keysAfter(prefix + "b/" + LAST_CHARACTER)).containsExactly(prefix + "c");
        // From before the prefix, and from behind it.
        assertThat(store().list(bucket(), prefix + "b", prefix + "a").objects()).hasSize(2);
        assertThat(store().list(bucket(), prefix + "b", prefix + "c").objects()).isEmpty();
    }

    @Test
    void lists_page_by_page() {
        int count = 1005;
        var tasks = new ArrayList<Callable<StoredObject>>();
        for (int i = 0; i < count; i++) {
            var ref = ref("%04d +%%".formatted(i));
            tasks.add(() -> put(ref, ""));
        }
        Parallel.inOrder(8, tasks);
        var first = store().list(bucket(), prefix, null);
        assertThat(first.last()).isFalse();
        assertThat(first.objects()).hasSizeBetween(1, 1000);
        var expected = IntStream.range(0, count).mapToObj(i -> ref("%04d +%%".formatted(i)).key()).toList();
        assertThat(allKeysAfter(null)).isEqualTo(expected);
        assertThat(allKeysAfter(expected.get(4))).isEqualTo(expected.subList(5, count));
        assertThat(store().list(bucket(), prefix, expected.getLast()))
                .isEqualTo(new ObjectStore.Page(List.of(), true));
    }

    /// Page by page; Ceph's may be short.
    private List<String> allKeysAfter(String startAfter) {
        var keys = new ArrayList<String>();
        ObjectStore.Page page;
        do {
            page = store().list(bucket(), prefix, keys.isEmpty() ? startAfter : keys.getLast());
            assertThat(page.last() || !page.objects().isEmpty()).isTrue();
            page.objects().forEach(object -> keys.add(object.ref().key()));
        } while (!page.last());
        return keys;
    }

    @Test
    void copies_one_version_with_new_metadata() throws IOException {
        var from = put(ref("a"), "abc");
        var copied = store().copy(ref("a"), from.etag(), ref("b"), "text/csv", Map.of("name", "value"));
        assertThat(copied.ref()).isEqualTo(ref("b"));
        assertThat(store().head(ref("b"))).contains(copied);
        assertThat(copied.metadata()).containsEntry("name", "value");
        assertThat(read(ref("b"), copied.etag())).isEqualTo("abc");
        put(ref("a"), "changed");
        assertThatThrownBy(() -> store().copy(ref("a"), from.etag(), ref("c"), "text/csv", Map.of()))
                .isInstanceOf(ObjectChangedException.class);
        assertThatThrownBy(() -> store().copy(ref("missing"), from.etag(), ref("c"), "text/csv", Map.of()))
                .isInstanceOf(ObjectMissingException.class);
        assertThat(store().head(ref("c"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 8_400_000})
    void of_writers_at_once_one_wins_whole(int size) throws IOException {
        int writers = 4;
        var together = new CountDownLatch(writers);
        var tasks = new ArrayList<Callable<String>>();
        for (int i = 0; i < writers; i++) {
            var bytes = new byte[size];
            Arrays.fill(bytes, (byte) i);
            tasks.add(() -> {
                try (var writer = store().create(ref("a"), "text/plain", Map.of("writer", "" + bytes[0]))) {
                    writer.write(bytes);
                    together.countDown();
                    together.await();
                    return writer.commit().etag();
                }
            });
        }
        var etags = Parallel.inOrder(writers, tasks);
        try (var reader = store().open(ref("a"), null)) {
            var bytes = reader.readAllBytes();
            assertThat(reader.object().metadata()).containsEntry("writer", "" + bytes[0]);
            assertThat(etags.get(bytes[0])).isEqualTo(reader.object().etag());
            var whole = new byte[size];
            Arrays.fill(whole, bytes[0]);
            assertThat(Arrays.equals(bytes, whole)).isTrue();
        }
    }

    protected final ObjectRef ref(String key) {
        return new ObjectRef(bucket(), prefix + key);
    }

    protected final StoredObject put(ObjectRef ref, String text) throws IOException {
        return put(ref, text.getBytes(UTF_8));
    }

    protected final StoredObject put(ObjectRef ref, byte[] bytes) throws IOException {
        try (var writer = store().create(ref, "text/plain", Map.of())) {
            writer.write(bytes);
            return writer.commit();
        }
    }

    protected final String read(ObjectRef ref, String etag) throws IOException {
        try (var reader = store().open(ref, etag)) {
            return new String(reader.readAllBytes(), UTF_8);
        }
    }

    private List<String> keysAfter(String startAfter) {
        return store().list(bucket(), prefix, startAfter).objects().stream().map(object -> object.ref().key()).toList();
    }
}
