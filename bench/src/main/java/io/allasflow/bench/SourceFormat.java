package io.allasflow.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/// Sources as people have them: numbers, times, words, and a text with delimiters in it.
enum SourceFormat {
    /// As a Finnish Excel writes it.
    SEMICOLON(";.csv", "id;time;town;amount;share;comment\r\n") {
        @Override
        void writeRow(Writer out, int id, String time, String town, double amount, double share) throws IOException {
            out.write(String.format(Locale.ROOT, "%d;%s;%s;%s;%s;\"paid; see \"\"%d\"\"\"\r\n", id, time, town,
                    Double.toString(amount).replace('.', ','), Double.toString(share).replace('.', ','), id / 7));
        }
    },
    /// Already as the raw object is to be.
    CANONICAL(".csv", "id,time,town,amount,share,comment\n") {
        @Override
        void writeRow(Writer out, int id, String time, String town, double amount, double share) throws IOException {
            out.write(String.format(Locale.ROOT, "%d,%s,%s,%s,%s,\"paid, see \"\"%d\"\"\"\n", id, time, town, amount,
                    share, id / 7));
        }
    },
    NDJSON(".ndjson", "") {
        @Override
        void writeRow(Writer out, int id, String time, String town, double amount, double share) throws IOException {
            out.write(String.format(Locale.ROOT,
                    "{\"id\":%d,\"time\":\"%s\",\"at\":{\"town\":\"%s\"},\"amount\":%s,\"share\":%s,"
                            + "\"comment\":\"paid, see %d\"}\n",
                    id, time, town, amount, share, id / 7));
        }
    };

    private static final String[] TOWNS = {"Oulu", "Jyväskylä", "Espoo", "Äänekoski", "Rovaniemi"};

    private final String ending;
    private final String header;

    SourceFormat(String ending, String header) {
        this.ending = ending;
        this.header = header;
    }

    String ending() {
        return ending;
    }

    abstract void writeRow(Writer out, int id, String time, String town, double amount, double share)
            throws IOException;

    void write(Path file, int megabytes) throws IOException {
        var random = new Random(1);
        try (var out = Files.newBufferedWriter(file)) {
            out.write(header);
            for (int id = 0; id % 10_000 != 0 || Files.size(file) < (long) megabytes << 20; id++) {
                var time = String.format(Locale.ROOT, "2026-%02d-%02dT%02d:%02d:00", id % 12 + 1, id % 28 + 1, id % 24,
                        id % 60);
                writeRow(out, id, time, TOWNS[random.nextInt(TOWNS.length)], random.nextInt(1_000_000) / 100.0,
                        random.nextDouble());
            }
        }
    }
}
