package io.allasflow.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Canonical raw tables as people have them; the same bytes on every machine.
enum CleanSource {
    /// A web shop's log, shaped like the REES46 data on Kaggle: 123 MB are 885,000 rows, and 1 % of them again.
    EVENTS("event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session") {
        @Override
        String row(Random random, int i) {
            var product = product(random);
            var traits = new Random(product);
            var category = traits.nextInt(700);
            var code = category % 10 < 3 ? "" : AREAS[category % AREAS.length] + "." + KINDS[category % KINDS.length];
            var brand = traits.nextInt(5) == 0 ? "" : brand(traits.nextInt(1000));
            var price = Math.max(22, (long) (100 * StrictMath.exp(3.6 + 1.25 * traits.nextGaussian())));
            var outlier = random.nextInt(300) == 0 ? 20 + random.nextInt(180) : 1;
            var kind = random.nextInt(1000);
            return (random.nextInt(1000) == 0 ? "" : time(1_600_947_426L + 15L * i) + " UTC") + ","
                    + (kind < 897 ? "view" : kind < 958 ? "cart" : "purchase") + "," + (100_000 + 76L * product) + ","
                    + (2_144_415_921_169_498_184L + 314_000_000_007L * category) + "," + code + "," + brand + ","
                    + (random.nextInt(100) == 0 ? "" : cents(price * outlier)) + ","
                    + (1_515_915_625_353_226_922L + random.nextInt(400_000) * 415_003L) + ","
                    + new UUID(random.nextLong(), random.nextLong());
        }

        /// Some sell often.
        private int product(Random random) {
            var r = random.nextDouble();
            return (int) (54_000 * r * r * r);
        }

        private String brand(int number) {
            var name = new StringBuilder();
            for (var rest = number + 100; rest > 0; rest /= 10) {
                name.append("bcdfgklmnp".charAt(rest % 10)).append("aeiou".charAt(rest % 5));
            }
            return switch (number % 200) {
                case 7 -> "\"" + name + ", inc\"";
                case 9 -> "\"" + name + " \"\"pro\"\"\"";
                case 11 -> name + "üß中";
                default -> name.toString();
            };
        }
    },
    /// Electricity by the hour, with gaps, words for them and some dates in another format.
    POWER("Timestamp,Price (EUR/MWh),Consumption MW,Wind,Temperature") {
        @Override
        String row(Random random, int i) {
            var hour = 1_262_304_000L + 3600L * i;
            var temperature = 9 - 10 * StrictMath.cos(i * 2 * Math.PI / 8766) + 2 * random.nextGaussian();
            var consumption = 52_000 - 250 * temperature + 900 * random.nextGaussian();
            var price = 20 + consumption / 1500 + 9 * random.nextGaussian();
            return (random.nextInt(200) == 0 ? dotted(hour) : time(hour)) + ","
                    + reading(random, random.nextInt(250) == 0 ? 20 * price : price) + ","
                    + reading(random, consumption) + "," + reading(random, StrictMath.abs(900 * random.nextGaussian()))
                    + "," + reading(random, temperature);
        }

        private String reading(Random random, double value) {
            var kind = random.nextInt(200);
            return kind < 2 ? "" : kind == 2 ? "n/a" : cents(Math.round(100 * value));
        }

        private String dotted(long second) {
            var time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
            return String.format(Locale.ROOT, "%02d.%02d.%d %02d:%02d", time.getDayOfMonth(), time.getMonthValue(),
                    time.getYear(), time.getHour(), time.getMinute());
        }
    },
    /// 300 measurements a row.
    WIDE(IntStream.range(0, 300).mapToObj(i -> "m" + i).collect(Collectors.joining(","))) {
        @Override
        String row(Random random, int i) {
            return IntStream.range(0, 300).mapToObj(column -> random.nextInt(50) == 0
                    ? ""
                    : cents(Math.round(100 * (column + 10 * random.nextGaussian())))).collect(Collectors.joining(","));
        }
    },
    /// Reviews: long cells with quotes, commas and line feeds.
    TEXT("id,language,stars,review") {
        @Override
        String row(Random random, int i) {
            var words = random.ints(20 + random.nextInt(150), 0, WORDS.length).mapToObj(word -> WORDS[word])
                    .collect(Collectors.joining(" "));
            return i + "," + (random.nextBoolean() ? "fi" : "en") + "," + random.nextInt(6) + ",\"" + words + "\"";
        }
    };

    private static final String[] AREAS = {"electronics", "computers", "appliances", "stationery", "auto", "furniture"};
    private static final String[] KINDS = {"telephone", "components.videocards", "peripherals.printer", "notebook",
        "kitchen.refrigerators", "audio.headphone", "video.tv", "camera.photo", "living_room.chair"};
    private static final String[] WORDS = {"good", "pitkä", "delivery,", "not", "hyvä", "\"\"quoted\"\"", "again\n",
        "the", "a", "tuote", "works", "kuin", "luvattu", "– really", "broken", "äkkiä", "I", "would"};
    /// So many rows back at most.
    private static final int REPEATED = 5_000;

    private final String header;

    CleanSource(String header) {
        this.header = header;
    }

    abstract String row(Random random, int i);

    void write(Path file, int megabytes) throws IOException {
        var random = new Random(1);
        var recent = new String[REPEATED];
        var left = megabytes * 1_000_000L;
        try (var out = new BufferedWriter(Files.newBufferedWriter(file), 1 << 20)) {
            out.write(header + "\n");
            for (var i = 0; left > 0; i++) {
                recent[i % REPEATED] = row(random, i);
                left -= write(out, recent[i % REPEATED]);
                if (i >= REPEATED && i % 100 == 99) {
                    left -= write(out, recent[random.nextInt(REPEATED)]);
                }
            }
        }
    }

    private static int write(Writer out, String row) throws IOException {
        out.write(row);
        out.write('\n');
        return row.length() + 1;
    }

    private static String time(long second) {
        return Instant.ofEpochSecond(second).toString().replace('T', ' ').replace("Z", "");
    }

    private static String cents(long cents) {
        var rest = Math.abs(cents % 100);
        return (cents < 0 ? "-" : "") + Math.abs(cents / 100) + (rest < 10 ? ".0" : ".") + rest;
    }
}
