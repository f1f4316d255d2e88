import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sampledata.Energy;
import sampledata.Photo;
import sampledata.Sensor;
import sampledata.Shop;
import sampledata.WebShop;

/// Makes the sample data: `java samples/Generate.java samples/data`, with any JDK from 22 on.
///
/// The same bytes on every machine: own random numbers, StrictMath, no clock, no locale, no platform compression.
/// Every person, company and number in the data is invented.
public final class Generate {
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("usage: java Generate.java DIR");
        }
        if ("ä".length() != 1) {
            throw new IllegalStateException("This file was not read as UTF-8: add -Dfile.encoding=UTF-8");
        }
        var folder = Path.of(arguments[0]);
        write(folder.resolve("energy/electricity-prices.csv"), Energy.electricityPrices());
        write(folder.resolve("shop/events.csv"), WebShop.events());
        write(folder.resolve("shop/customers.csv"), Shop.customers());
        var productPrices = new long[Shop.PRODUCTS];
        write(folder.resolve("shop/products.tsv"), Shop.products(productPrices));
        write(folder.resolve("shop/transactions.csv"), Shop.transactions(productPrices));
        write(folder.resolve("odd names/mittaukset 100% + ä #1.csv"), Sensor.measurements());
        write(folder.resolve("broken/photo.csv"), Photo.photo());
        write(folder.resolve("broken/empty.csv"), new byte[0]);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
