package io.allasflow.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.sun.management.OperatingSystemMXBean;
import io.allasflow.core.config.Settings;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.stage.StageRunner;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.S3ObjectStore;
import io.allasflow.ingest.IngestWork;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.csv.CSVFormat;

/// What is measured, each in a process of its own.
enum IngestTask {
    COPY,
    BARE,
    INGEST;

    /// Prints the seconds it took, those of a processor since the process started, and the peak of resident bytes.
    public static void main(String[] arguments) throws IOException {
        // As Quarkus has it in a function.
        Logger.getLogger("").setLevel(Level.WARNING);
        var settings = Settings.from(System.getenv());
        var source = settings.layout().source(arguments[1]);
        try (var store = new S3ObjectStore(settings)) {
            long start = System.nanoTime();
            switch (valueOf(arguments[0])) {
                case COPY -> copy(store, source);
                case BARE -> parse(Path.of(arguments[2]));
                case INGEST -> ingest(store, settings, source);
            }
            var seconds = (System.nanoTime() - start) / 1e9;
            var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            System.out.println(seconds + " " + system.getProcessCpuTime() / 1e9 + " " + PeakMemory.bytes());
        }
    }

    private static void copy(ObjectStore store, ObjectRef source) throws IOException {
        var target = new ObjectRef(source.bucket(), "copy");
        try (var in = store.open(source, null);
                var out = store.create(target, "application/octet-stream", Map.of())) {
            in.transferTo(out);
            out.commit();
        }
    }

    private static void parse(Path file) throws IOException {
        long cells = 0;
        if (file.toString().endsWith(".csv")) {
            var format = CSVFormat.RFC4180.builder()
                    .setDelimiter(file.toString().endsWith(SourceFormat.SEMICOLON.ending()) ? ';' : ',').get();
            try (var reader = Files.newBufferedReader(file); var parser = format.parse(reader)) {
                for (var record : parser) {
                    cells += record.size();
                }
            }
        } else if (file.toString().endsWith(SourceFormat.XLSX.ending())) {
            cells = texts(file);
        } else {
            try (var in = Files.newInputStream(file); var parser = new JsonFactory().createParser(in)) {
                while (parser.nextToken() != null) {
                    cells += parser.getTextLength() > 0 ? 1 : 0;
                }
            }
        }
        System.out.println(cells);
    }

    private static long texts(Path workbook) throws IOException {
        long texts = 0;
        try (var zip = new ZipFile(workbook.toFile());
                var in = zip.getInputStream(zip.getEntry(SourceFormat.SHEET))) {
            var xml = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                texts += xml.next() == XMLStreamConstants.CHARACTERS ? 1 : 0;
            }
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return texts;
    }

    private static void ingest(ObjectStore store, Settings settings, ObjectRef source) {
        var version = PipelineEvent.Source.of(store.head(source).orElseThrow());
        var event = new PipelineEvent(settings.layout().dataset(version), version, null, null, null, null, null);
        var answer = new StageRunner(store, settings.layout(), Clock.systemUTC(), "bench").handle(Stage.INGEST,
                new Envelope("bench", EventTypes.DISCOVERED, "/bench", null, Map.of()).wrap(event), new IngestWork());
        if (!answer.type().equals(EventTypes.INGESTED)) {
            throw new IllegalStateException(answer.data().error().message());
        }
    }
}
