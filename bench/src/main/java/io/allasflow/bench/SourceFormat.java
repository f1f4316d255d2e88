package io.allasflow.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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
    },
    /// At most as many rows as a sheet can have.
    XLSX(".xlsx", "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>") {
        @Override
        void writeRow(Writer out, int id, String time, String town, double amount, double share) throws IOException {
            out.write(String.format(Locale.ROOT,
                    "<row><c><v>%d</v></c><c t=\"inlineStr\"><is><t>%s</t></is></c>"
                            + "<c t=\"inlineStr\"><is><t>%s</t></is></c><c><v>%s</v></c><c><v>%s</v></c>"
                            + "<c t=\"inlineStr\"><is><t>paid, see %d</t></is></c></row>",
                    id, time, town, amount, share, id / 7));
        }

        @Override
        void write(Path file, int megabytes) throws IOException {
            try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
                for (var part : WORKBOOK.entrySet()) {
                    zip.putNextEntry(new ZipEntry(part.getKey()));
                    zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                }
                zip.putNextEntry(new ZipEntry(SHEET));
                var out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
                writeAll(out, file, megabytes);
                out.write("</sheetData></worksheet>");
                out.flush();
            }
        }
    };

    static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final int MOST_ROWS = 1 << 20;
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final Map<String, String> WORKBOOK = new TreeMap<>(Map.of("_rels/.rels", relation("officeDocument",
            "xl/workbook.xml"), "xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml"),
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\""
                    + " ContentType=\"application/xml\"/></Types>",
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" + RELATIONS
                    + "\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"));

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
        try (var out = Files.newBufferedWriter(file)) {
            writeAll(out, file, megabytes);
        }
    }

    final void writeAll(Writer out, Path file, int megabytes) throws IOException {
        var random = new Random(1);
        out.write(header);
        for (int id = 0; id % 10_000 != 0 || Files.size(file) < (long) megabytes << 20; id++) {
            if (this == XLSX && id == MOST_ROWS) {
                return;
            }
            var time = String.format(Locale.ROOT, "2026-%02d-%02dT%02d:%02d:00", id % 12 + 1, id % 28 + 1, id % 24,
                    id % 60);
            writeRow(out, id, time, TOWNS[random.nextInt(TOWNS.length)], random.nextInt(1_000_000) / 100.0,
                    random.nextDouble());
        }
    }

    private static String relation(String type, String target) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship"
                + " Id=\"r1\" Type=\"" + RELATIONS + "/" + type + "\" Target=\"" + target + "\"/></Relationships>";
    }
}
