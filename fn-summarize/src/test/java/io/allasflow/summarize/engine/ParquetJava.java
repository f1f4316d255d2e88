package io.allasflow.summarize.engine;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/// Parquet's own reader, which shares nothing with DuckDB.
final class ParquetJava {
    private ParquetJava() {}

    /// @param groups rows in each group
    /// @param rows of values of Java's types, null where missing
    record Contents(List<Long> groups, List<String> names, List<List<Object>> rows) {}

    static Contents read(Path file) throws IOException {
        var groups = new ArrayList<Long>();
        var rows = new ArrayList<List<Object>>();
        var options = ParquetReadOptions.builder(new PlainParquetConfiguration()).withCodecFactory(new ZstdAlone())
                .build();
        try (var reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            var schema = reader.getFooter().getFileMetaData().getSchema();
            var types = schema.getColumns().stream().map(column -> column.getPrimitiveType()).toList();
            var io = new ColumnIOFactory().getColumnIO(schema);
            for (var pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                var records = io.getRecordReader(pages, new GroupRecordConverter(schema));
                groups.add(pages.getRowCount());
                for (var row = 0L; row < pages.getRowCount(); row++) {
                    rows.add(row(records.read(), types));
                }
            }
            return new Contents(groups, types.stream().map(PrimitiveType::getName).toList(), rows);
        }
    }

    private static List<Object> row(Group group, List<PrimitiveType> types) {
        var row = new Object[types.size()];
        for (var i = 0; i < row.length; i++) {
            row[i] = group.getFieldRepetitionCount(i) == 0 ? null : value(group, i, types.get(i));
        }
        return Arrays.asList(row);
    }

    private static Object value(Group group, int i, PrimitiveType type) {
        return switch (type.getLogicalTypeAnnotation()) {
            case DecimalLogicalTypeAnnotation decimal -> new BigDecimal(unscaled(group, i, type), decimal.getScale());
            case DateLogicalTypeAnnotation _ -> LocalDate.ofEpochDay(group.getInteger(i, 0));
            case TimestampLogicalTypeAnnotation timestamp -> {
                var instant = Instant.EPOCH.plus(group.getLong(i, 0), ChronoUnit.MICROS);
                yield timestamp.isAdjustedToUTC() ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            }
            case TimeLogicalTypeAnnotation _ -> LocalTime.MIN.plus(group.getLong(i, 0), ChronoUnit.MICROS);
            case StringLogicalTypeAnnotation _ -> group.getString(i, 0);
            case null, default -> switch (type.getPrimitiveTypeName()) {
                case BOOLEAN -> group.getBoolean(i, 0);
                case DOUBLE -> group.getDouble(i, 0);
                case INT64 -> group.getLong(i, 0);
                default -> throw new AssertionError(type);
            };
        };
    }

    private static BigInteger unscaled(Group group, int i, PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> BigInteger.valueOf(group.getInteger(i, 0));
            case INT64 -> BigInteger.valueOf(group.getLong(i, 0));
            default -> new BigInteger(group.getBinary(i, 0).getBytes());
        };
    }

    /// Parquet's own codecs go by way of Hadoop's.
    private static final class ZstdAlone
            implements
                CompressionCodecFactory,
                CompressionCodecFactory.BytesInputDecompressor {
        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            if (codec != CompressionCodecName.ZSTD) {
                throw new AssertionError(codec);
            }
            return this;
        }

        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(Zstd.decompress(bytes.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer input, int inputSize, ByteBuffer output, int outputSize) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void release() {
            // Nothing is held.
        }
    }
}
