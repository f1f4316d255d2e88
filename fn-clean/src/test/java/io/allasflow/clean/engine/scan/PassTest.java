package io.allasflow.clean.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.clean.engine.Resources;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A pass ends, with what went wrong first, whichever of its threads it went wrong in; each chunk here is one record.
@Timeout(30)
class PassTest {
    private static final byte[] RAW = "a\n".repeat(301).getBytes(StandardCharsets.UTF_8);
    private static final Resources RESOURCES = new Resources(4, 1, 1);

    static Stream<Exception> failures() {
        return Stream.of(new IOException("the store does not answer"), new IllegalStateException("a defect"),
                new UncleanableTableException(Reason.TOO_MANY_ROWS, "too many"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_task_that_fails_ends_those_that_wait_for_their_turn(Exception failure) throws Exception {
        var done = new ArrayList<Integer>();
        try (var pass = Pass.over(() -> new ByteArrayInputStream(RAW), RESOURCES)) {
            var turns = pass.turns();
            assertThatThrownBy(() -> pass.run(() -> chunk -> {
                if (chunk.number() == 100) {
                    fail(failure);
                }
                turns.take(chunk, () -> done.add(chunk.number()));
            })).isSameAs(failure);
        }
        assertThat(done).hasSizeLessThanOrEqualTo(100).isSorted();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void what_fails_in_its_turn_is_the_last_that_is_done(Exception failure) throws Exception {
        var done = new ArrayList<Integer>();
        try (var pass = Pass.over(() -> new ByteArrayInputStream(RAW), RESOURCES)) {
            var turns = pass.turns();
            var later = pass.turns();
            assertThatThrownBy(() -> pass.run(() -> chunk -> {
                turns.take(chunk, () -> {
                    done.add(chunk.number());
                    if (chunk.number() == 100) {
                        fail(failure);
                    }
                });
                later.take(chunk, () -> {});
            })).isSameAs(failure);
        }
        assertThat(done).hasSize(101).isSorted();
    }

    @Test
    void a_store_that_fails_half_way_ends_it() throws Exception {
        try (var pass = Pass.over(() -> failingAfter(200), RESOURCES)) {
            var turns = pass.turns();
            assertThatThrownBy(() -> pass.run(() -> chunk -> turns.take(chunk, () -> {})))
                    .isInstanceOf(IOException.class).hasMessage("connection reset");
        }
    }

    @Test
    void a_thread_that_cannot_begin_ends_it() throws Exception {
        try (var pass = Pass.over(() -> new ByteArrayInputStream(RAW), RESOURCES)) {
            assertThatThrownBy(() -> pass.run(() -> {
                throw new IOException("no room");
            })).hasMessage("no room");
        }
    }

    @Test
    void an_interrupt_ends_all_threads() throws Exception {
        var caller = Thread.currentThread();
        var isOtherAtWork = new CountDownLatch(1);
        try (var pass = Pass.over(() -> new ByteArrayInputStream(RAW), new Resources(2, 1, 1))) {
            var turns = pass.turns();
            assertThatThrownBy(() -> pass.run(() -> chunk -> {
                if (Thread.currentThread() != caller) {
                    isOtherAtWork.countDown();
                    untilInterrupted();
                } else if (chunk.number() == 0) {
                    await(isOtherAtWork);
                    caller.interrupt();
                }
                turns.take(chunk, () -> {});
            })).isInstanceOf(InterruptedIOException.class);
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void what_waits_early_keeps_its_turn() throws Exception {
        var done = new ArrayList<Integer>();
        try (var pass = Pass.over(() -> new ByteArrayInputStream(RAW), RESOURCES)) {
            var turns = pass.turns();
            pass.run(() -> chunk -> {
                if (chunk.number() % 3 == 0) {
                    turns.await(chunk);
                    done.add(chunk.number());
                    turns.await(chunk);
                }
                turns.take(chunk, () -> done.add(chunk.number()));
            });
        }
        assertThat(done).hasSize(400).isSorted();
    }

    private static void fail(Exception failure) throws IOException, UncleanableTableException {
        switch (failure) {
            case IOException e -> throw e;
            case UncleanableTableException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalArgumentException(failure);
        }
    }

    private static void untilInterrupted() throws InterruptedIOException {
        await(new CountDownLatch(1));
    }

    private static void await(CountDownLatch latch) throws InterruptedIOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static InputStream failingAfter(int bytes) {
        return new FilterInputStream(new ByteArrayInputStream(RAW, 0, bytes)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                var count = super.read(buffer, offset, length);
                if (count < 0) {
                    throw new IOException("connection reset");
                }
                return count;
            }
        };
    }
}
