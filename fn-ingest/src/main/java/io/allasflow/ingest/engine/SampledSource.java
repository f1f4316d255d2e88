package io.allasflow.ingest.engine;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/// A source whose start was looked at. The first pass goes on where the look ended, and what was seen whole is not asked
/// for again: a small source costs one request, however often it is read.
public final class SampledSource implements ByteSource, Closeable {
    private static final int SAMPLE_BYTES = 256 << 10;

    private final ByteSource source;
    private final byte[] sample;
    private final boolean whole;
    private InputStream firstPass;

    private SampledSource(ByteSource source, byte[] sample, boolean whole, InputStream firstPass) {
        this.source = source;
        this.sample = sample;
        this.whole = whole;
        this.firstPass = firstPass;
    }

    public static SampledSource of(ByteSource source) throws IOException {
        var in = source.open();
        try {
            // One byte more tells whether the sample is all there is.
            var start = in.readNBytes(SAMPLE_BYTES + 1);
            boolean whole = start.length <= SAMPLE_BYTES;
            return new SampledSource(source, whole ? start : Arrays.copyOf(start, SAMPLE_BYTES), whole,
                    new SequenceInputStream(new ByteArrayInputStream(start), in));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /// The first bytes, at most 256 KiB.
    public byte[] sample() {
        return sample;
    }

    /// Whether the sample is the whole source.
    public boolean isWhole() {
        return whole;
    }

    @Override
    public InputStream open() throws IOException {
        if (whole) {
            return new ByteArrayInputStream(sample);
        }
        var in = firstPass;
        firstPass = null;
        return in == null ? source.open() : in;
    }

    @Override
    public void close() throws IOException {
        if (firstPass != null) {
            firstPass.close();
        }
    }
}
