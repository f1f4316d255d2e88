package io.allasflow.core.layout;

import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.hash.Sha256;
import io.allasflow.core.store.ObjectRef;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where everything lies. Keys are taken as they are, whatever they hold.
///
/// @param sourcePrefix empty, or the start of every key that is looked at
/// @param outputPrefix the start of every key that is written, ending in `/`
public record BucketLayout(String dataBucket, String sourcePrefix, String outputBucket, String outputPrefix) {
    /// S3's limit, in UTF-8 bytes.
    private static final int MAX_KEY_BYTES = 1024;
    /// `rejected/` is the longest folder; `.parquet`, which a later table format needs, the longest ending.
    private static final int MAX_FOLDER_AND_ENDING_BYTES = "rejected/".length() + ".parquet".length();
    private static final String TABLE_ENDING = ".csv";
    /// `reports/index.html` is the index of all reports, so no dataset may be called that.
    private static final String RESERVED = "index";
    /// Between slashes, where stores and clients fold paths.
    private static final Pattern LEADS_ELSEWHERE = Pattern.compile("(?<=^|/)\\.{0,2}(?=/|$)");
    /// How a name that was given a hash ends. A source that is called so is given one as well, so that no two sources
    /// but rivals share a dataset.
    private static final Pattern HASHED = Pattern.compile(".*~[0-9a-f]{16}", Pattern.DOTALL);

    /// Whether a key of the data bucket is a source: under the prefix, not one of our own, not a folder marker, and one
    /// that an object can have.
    public boolean isSource(String key) {
        return key.startsWith(sourcePrefix) && key.length() > sourcePrefix.length() && !key.endsWith("/")
                && !isOwn(key) && isPossible(key);
    }

    /// Whether a key of the data bucket is under the output prefix of the same bucket.
    public boolean isOwn(String key) {
        return dataBucket.equals(outputBucket) && key.startsWith(outputPrefix);
    }

    /// The dataset a source key makes: the key under the prefix, less a final `.csv`. A name that is reserved, looks
    /// as if it had a hash, or is too long for the output keys, is given a hash of the whole, cut where it must be.
    public String dataset(String sourceKey) {
        var name = sourceKey.substring(sourcePrefix.length());
        return named(name.endsWith(TABLE_ENDING) && name.length() > TABLE_ENDING.length()
                ? name.substring(0, name.length() - TABLE_ENDING.length())
                : name);
    }

    /// The dataset of a part of a source, or of the whole. A part may be called what leads elsewhere in a path, as
    /// `..` does; then the name is made of other characters, and has a hash.
    public String dataset(PipelineEvent.Source source) {
        if (source.part() == null) {
            return dataset(source.key());
        }
        var folder = source.key().substring(sourcePrefix.length()) + "/";
        var safe = LEADS_ELSEWHERE.matcher(source.part()).replaceAll("_");
        // The NUL gives it another hash than a source of that name.
        return safe.equals(source.part()) ? named(folder + safe) : hashed(folder + safe, folder + "\0" + source.part());
    }

    private String named(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= room() && !name.equals(RESERVED)
                && !HASHED.matcher(name).matches() ? name : hashed(name, name);
    }

    private String hashed(String name, String unique) {
        var hash = "~" + Sha256.hex(unique, 16);
        return cut(name, room() - hash.length()) + hash;
    }

    /// Bytes that a dataset's name may have.
    private int room() {
        return MAX_KEY_BYTES - MAX_FOLDER_AND_ENDING_BYTES - outputPrefix.getBytes(StandardCharsets.UTF_8).length;
    }

    /// The source keys that take this one's dataset from it: `x.csv` goes before `x`, and both before the part `x` of
    /// a source.
    public List<String> rivalsOf(PipelineEvent.Source source) {
        return rivalNames(source).filter(key -> isPossible(key) && dataset(key).equals(dataset(source))).toList();
    }

    /// Whether `winner` takes the dataset of `loser`.
    public static boolean isRival(PipelineEvent.Source winner, PipelineEvent.Source loser) {
        return winner.part() == null && rivalNames(loser).anyMatch(winner.key()::equals);
    }

    private static Stream<String> rivalNames(PipelineEvent.Source source) {
        return source.part() == null
                ? Stream.of(source.key() + TABLE_ENDING)
                : Stream.of("", TABLE_ENDING).map(ending -> source.key() + "/" + source.part() + ending);
    }

    /// The page that links to every report.
    public ObjectRef indexPage() {
        return own(Output.REPORT.folder() + RESERVED + Output.REPORT.ending());
    }

    public ObjectRef source(String key) {
        return new ObjectRef(dataBucket, key);
    }

    public ObjectRef output(Output output, String dataset) {
        return own(output.folder() + dataset + output.ending());
    }

    /// An object that belongs to no dataset.
    ///
    /// @param name such as `reports/index.html`
    public ObjectRef own(String name) {
        return new ObjectRef(outputBucket, outputPrefix + name);
    }

    /// The dataset an output key belongs to, or empty if it is not of that kind.
    public Optional<String> datasetOf(Output output, String key) {
        var start = outputPrefix + output.folder();
        return key.startsWith(start) && key.endsWith(output.ending())
                && key.length() > start.length() + output.ending().length()
                        ? Optional.of(key.substring(start.length(), key.length() - output.ending().length()))
                        : Optional.empty();
    }

    /// Whether an object may have that key. A store is not asked for others: it would answer with an error.
    private static boolean isPossible(String key) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(key)
                && key.getBytes(StandardCharsets.UTF_8).length <= MAX_KEY_BYTES;
    }

    private static String cut(String text, int maxBytes) {
        // An encoder stops before the code point that does not fit whole.
        var bytes = ByteBuffer.allocate(maxBytes);
        var chars = CharBuffer.wrap(text);
        StandardCharsets.UTF_8.newEncoder().encode(chars, bytes, true);
        return text.substring(0, chars.position());
    }
}
