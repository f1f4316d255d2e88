import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/// Makes the sample data: `java samples/Generate.java samples/data`, with any JDK from 17 on.
///
/// The same bytes on every machine: own random numbers, StrictMath, no clock, no locale, no platform compression.
/// Every person, company and number in the data is invented.
public final class Generate {
    static final Charset UTF_8 = StandardCharsets.UTF_8;
    static final DateTimeFormatter ISO_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    static final DateTimeFormatter FINNISH_TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", Locale.ROOT);
    static final DateTimeFormatter FINNISH_DATE = DateTimeFormatter.ofPattern("d.M.yyyy", Locale.ROOT);

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("usage: java Generate.java DIR");
        }
        if ("ä".length() != 1) {
            throw new IllegalStateException("This file was not read as UTF-8: add -Dfile.encoding=UTF-8");
        }
        var folder = Path.of(arguments[0]);
        write(folder.resolve("energy/electricity-prices.csv"), electricityPrices());
        write(folder.resolve("shop/events.csv"), events());
        write(folder.resolve("shop/customers.csv"), customers());
        var productPrices = new long[PRODUCTS];
        write(folder.resolve("shop/products.tsv"), products(productPrices));
        write(folder.resolve("shop/transactions.csv"), transactions(productPrices));
        write(folder.resolve("odd names/mittaukset 100% + ä #1.csv"), measurements());
        write(folder.resolve("broken/photo.csv"), photo());
        write(folder.resolve("broken/empty.csv"), new byte[0]);
    }

    static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    // ---- energy/electricity-prices.csv -----------------------------------------------------------------------------

    static final int ELECTRICITY_ROWS = 23_040;

    /// One row an hour from 2021 on, in local habits (`;`, decimal comma), with the faults such exports have.
    static byte[] electricityPrices() {
        int duplicates = 46;
        int emptyRows = 2;
        int wrongWidthRows = 2;
        int hours = ELECTRICITY_ROWS - duplicates - emptyRows - wrongWidthRows;
        var dice = new Dice(20210101);
        var table = new Table(';', "\n", "Timestamp", "Price (EUR/MWh)", "Consumption MW", "Wind MW",
                "Temperature °C");
        var start = LocalDateTime.of(2021, 1, 1, 0, 0);
        double windNoise = 0;
        double temperatureNoise = 0;
        for (int hour = 0; hour < hours; hour++) {
            double day = 2 * Math.PI * (hour % 24) / 24;
            double year = 2 * Math.PI * hour / 8766;
            windNoise = 0.97 * windNoise + 190 * dice.gaussian();
            temperatureNoise = 0.98 * temperatureNoise + 0.7 * dice.gaussian();
            double wind = Math.max(0, 1500 + windNoise);
            double temperature = 5 - 13 * StrictMath.cos(year - 0.3) - 3 * StrictMath.cos(day - 0.6) + temperatureNoise;
            double consumption = 9600 - 130 * temperature - 900 * StrictMath.cos(day - 0.4) + 150 * dice.gaussian();
            double price = 45 + (consumption - 9600) / 90 - (wind - 1500) / 40 + 6 * dice.gaussian();
            if (dice.chance(0.0008)) {
                price = 350 + 1500 * dice.uniform(); // a real spike: high, and right
            }
            var time = start.plusHours(hour);
            String stamp = time.format(dice.chance(0.005) ? FINNISH_TIME : ISO_TIME);
            table.add(dice.chance(0.0005) ? "" : stamp, soiled(dice, price), soiled(dice, consumption),
                    soiled(dice, wind), soiled(dice, temperature));
        }
        for (int copy = 0; copy < duplicates; copy++) {
            table.repeatLater(dice.below(table.size()), dice.below(3));
        }
        table.insert(4_321, ";;;;");
        table.insert(17_000, " ; ;\u00a0;"); // empty too, though it lacks a cell
        table.insert(9_876, "2022-02-15 12:00:00;61,20;9811,07;1402,55"); // cut short
        table.insert(12_345, "2022-05-28 09:00:00;38,14;8120,40;977,31;11,90;11,90"); // one cell too many
        return table.bytes(UTF_8);
    }

    /// A number with two decimals and a comma, or what a meter's export writes in its place.
    static String soiled(Dice dice, double value) {
        if (dice.chance(0.01)) {
            return "";
        }
        if (dice.chance(0.005)) {
            return dice.oneOf("n/a", "-", "error", "NULL");
        }
        String number = decimal(Math.round(value * 100), ',');
        return dice.chance(0.002) ? dice.oneOf(" " + number, number + "\u00a0") : number;
    }

    // ---- shop/events.csv -------------------------------------------------------------------------------------------

    static final int EVENT_ROWS = 8_000;

    /// Clicks in a web shop, of visitors who view, put into the cart and buy: quoted cells with commas, quotes and a line
    /// break, 19-digit ids, missing categories.
    static byte[] events() {
        int duplicates = 80;
        var dice = new Dice(20200924);
        var table = new Table(',', "\n", "event_time", "event_type", "product_id", "category_id", "category_code",
                "brand", "price", "user_id", "user_session");
        String[] brands = {"", "", "", "", "Kuura", "Halla", "Nordtek", "Velora", "Pikku & Suuri", "Äänitorvi", "Løvås",
                "Çelikson", "雪花", "Ελπίδα", "Kirppu 🐞", "Rauta, Oy", "Ruutu \"Pro\", Ltd", "\"Lumo\" Audio",
                "Saari\nDesign", "<b>Tuima</b>", "=SUM(A1:A9)", "  Kallio   Works "};
        String[] codes = {"electronics.audio.headphone", "electronics.telephone", "computers.notebook",
                "computers.components.hdd", "appliances.kitchen.kettle", "furniture.living_room.chair",
                "stationery.paper"};
        int catalogue = 900;
        var productIds = new long[catalogue];
        var categoryIds = new long[catalogue];
        var productCodes = new String[catalogue];
        var productBrands = new String[catalogue];
        var prices = new long[catalogue];
        for (int product = 0; product < catalogue; product++) {
            productIds[product] = 100_000 + 37L * product + dice.below(37);
            categoryIds[product] = 2_144_415_921_169_498_184L + 1_000_003L * dice.below(200);
            productCodes[product] = dice.chance(0.30) ? "" : dice.oneOf(codes);
            productBrands[product] = dice.oneOf(brands);
            prices[product] = Math.round(100 * StrictMath.exp(3.6 + 0.9 * dice.gaussian()));
        }
        var time = LocalDateTime.of(2020, 9, 24, 11, 57, 6);
        var visitors = new ArrayList<Long>();
        long user = 0;
        String session = "";
        int viewed = -1;
        int inCart = -1;
        for (int row = 0; row < EVENT_ROWS - duplicates; row++) {
            time = time.plusSeconds(1 + dice.below(600));
            if (row == 0 || dice.chance(0.25)) {
                boolean returns = !visitors.isEmpty() && dice.chance(0.4);
                user = returns
                        ? visitors.get(dice.below(visitors.size()))
                        : 1_515_915_625_353_226_922L + dice.below(1_000_000_000);
                visitors.add(user);
                session = String.join("-", dice.hex(8), dice.hex(4), "4" + dice.hex(3), "a" + dice.hex(3),
                        dice.hex(12));
                viewed = -1;
                inCart = -1;
            }
            // What was looked at goes into the cart, and what is in the cart is bought; few buy without a cart.
            int product = dice.below(catalogue);
            double kind = dice.uniform();
            String type = "view";
            if (kind < 0.12 && inCart >= 0) {
                type = "purchase";
                product = inCart;
                inCart = -1;
            } else if (kind >= 0.12 && kind < 0.22 && viewed >= 0) {
                type = "cart";
                product = viewed;
                inCart = product;
            } else if (kind > 0.997) {
                type = "purchase";
            } else {
                viewed = product;
            }
            long price = dice.chance(0.003) ? prices[product] * (30 + dice.below(50)) : prices[product];
            table.add(dice.chance(0.001) ? "" : time.format(ISO_TIME) + " UTC", type, Long.toString(productIds[product]),
                    Long.toString(categoryIds[product]), productCodes[product], productBrands[product],
                    dice.chance(0.01) ? "" : decimal(price, '.'), Long.toString(user), session);
        }
        for (int copy = 0; copy < duplicates; copy++) {
            table.repeatLater(dice.below(table.size()), dice.below(500));
        }
        return table.bytes(UTF_8);
    }

    // ---- shop/customers.csv, products.tsv, transactions.csv --------------------------------------------------------

    static final int CUSTOMERS = 1_200;
    static final int FIRST_CUSTOMER = 10_001;
    static final int PRODUCTS = 300;
    static final int FIRST_PRODUCT = 501;

    /// As an office program saves it: windows-1252, CRLF, `;`. A column that is nearly empty, dates that do not exist.
    static byte[] customers() {
        var dice = new Dice(1917);
        var table = new Table(';', "\r\n", "Customer ID", "Etunimi", "Sukunimi", "Sähköposti", "Puhelin", "Postinumero",
                "Kaupunki", "Syntymäaika", "Newsletter", "Luottoraja (€)", "Faksi");
        String[] firstNames = {"Aino", "Örjan", "Päivi", "Jyrki", "Åke", "Säde", "Tuire", "Väinö", "Kyösti", "Hilkka",
                "Märta", "Göran"};
        String[] lastNames = {"Mäkinen", "Hämäläinen", "Šemeikka", "Lehtonen", "Åkerblom", "Nyyssönen", "Yläjärvi",
                "Žukov", "Öster", "Koski"};
        String[][] towns = {{"00100", "Helsinki"}, {"02150", "Espoo"}, {"20500", "Turku"}, {"33100", "Tampere"},
                {"40100", "Jyväskylä"}, {"60100", "Seinäjoki"}, {"68600", "Pietarsaari"}, {"90570", "Oulu"},
                {"53850", "Lappeenranta"}, {"08100", "Lohja"}};
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            String[] town = dice.oneOf(towns);
            String number = padded(dice.below(1000), 3) + " " + padded(dice.below(10_000), 4);
            String phone = dice.oneOf("040 " + number, "+358 50 " + number, "044" + number.replace(" ", ""));
            var birth = LocalDate.of(1940, 1, 1).plusDays(dice.below(24_000)).format(FINNISH_DATE);
            if (dice.chance(0.004)) {
                birth = dice.oneOf("31.2.1985", "0.0.0000");
            }
            long limit = Math.max(200, Math.round((2000 + 700 * dice.gaussian()) / 50) * 50);
            table.add(Integer.toString(FIRST_CUSTOMER + customer), dice.oneOf(firstNames), dice.oneOf(lastNames),
                    dice.chance(0.06) ? "" : "asiakas" + (FIRST_CUSTOMER + customer) + "@example.org",
                    dice.chance(0.10) ? dice.oneOf("", "-", "?") : phone, dice.chance(0.03) ? "" : town[0], town[1],
                    dice.chance(0.02) ? "" : birth, dice.chance(0.05) ? "" : dice.oneOf("kyllä", "ei", "ei"),
                    dice.chance(0.03) ? "n/a" : decimal(dice.chance(0.005) ? limit * 2000 : limit * 100, ','),
                    dice.chance(0.04) ? "09 " + number : "");
        }
        for (int copy = 0; copy < 11; copy++) {
            table.repeatLater(dice.below(table.size()), dice.below(40));
        }
        // The same customer once more, but for white space: a duplicate too.
        table.insert(600, table.line(77).replaceFirst(";", " ;\t") + "  ");
        return table.bytes(Charset.forName("windows-1252"));
    }

    /// Tab-delimited, with a byte order mark; inches (`"`) stand inside unquoted cells. Sets the prices, in cents.
    static byte[] products(long[] prices) {
        var dice = new Dice(4711);
        var table = new Table('\t', "\n", "Product ID", "Name", "Category", "Price (EUR)", "Weight [kg]", "Stock",
                "Active", "EAN", "Launched");
        String[][] kinds = {{"Näyttö 27\" IPS", "Näytöt"}, {"Näyttö 32\" OLED", "Näytöt"}, {"Kuulokkeet", "Ääni"},
                {"Näppäimistö", "Oheislaitteet"}, {"Hiiri", "Oheislaitteet"}, {"Kaapeli 2 m", "Oheislaitteet"},
                {"Tuoli", "Kalusteet"}, {"Työpöytä", "Kalusteet"}, {"Lamppu", "Kalusteet"}};
        for (int product = 0; product < PRODUCTS; product++) {
            prices[product] = Math.round(100 * StrictMath.exp(4 + 0.8 * dice.gaussian()));
            String[] kind = dice.oneOf(kinds);
            table.add(Integer.toString(FIRST_PRODUCT + product), kind[0] + " " + (char) ('A' + dice.below(26)),
                    dice.chance(0.05) ? "" : kind[1],
                    dice.chance(0.02) ? "" : decimal(prices[product], '.'),
                    dice.chance(0.06) ? "NA" : decimal(5 + dice.below(2_500), '.'),
                    dice.chance(0.04) ? "" : Integer.toString(dice.chance(0.02) ? 5_000 : dice.below(181)),
                    dice.chance(0.02) ? "" : dice.oneOf("true", "true", "false"),
                    (dice.chance(0.3) ? "0" : "6") + "4" + padded(dice.below(1_000_000_000), 11),
                    dice.chance(0.05) ? "" : LocalDate.of(2015, 1, 1).plusDays(dice.below(3_600)).toString());
        }
        for (int copy = 0; copy < 3; copy++) {
            table.repeatLater(dice.below(table.size()), dice.below(20));
        }
        return ("\ufeff" + table.text()).getBytes(UTF_8);
    }

    /// Refers to the customers and products; guests have no customer, a few products are no longer in the catalogue.
    static byte[] transactions(long[] productPrices) {
        int rows = 6_000;
        int duplicates = 30;
        var dice = new Dice(24601);
        var table = new Table(',', "\n", "transaction_id", "customer_id", "product_id", "date", "quantity", "amount",
                "payment_type", "device", "coupon");
        for (int row = 0; row < rows - duplicates; row++) {
            int product = dice.below(PRODUCTS);
            int quantity = 1 + (int) (6 * dice.uniform() * dice.uniform());
            if (dice.chance(0.004)) {
                quantity = 40 + dice.below(60);
            }
            long amount = productPrices[product] * quantity;
            var date = LocalDate.of(2023, 1, 1).plusDays(row / 9);
            table.add("T" + (1_000_000 + row), dice.chance(0.03) ? "" : "" + (FIRST_CUSTOMER + dice.below(CUSTOMERS)),
                    "" + (dice.chance(0.002) ? 9_000 + dice.below(9) : FIRST_PRODUCT + product),
                    dice.chance(0.01) ? "" : dice.chance(0.001) ? "2023-02-30" : date.toString(),
                    dice.chance(0.01) ? dice.oneOf("", "N/A") : dice.chance(0.002) ? "two" : Integer.toString(quantity),
                    dice.chance(0.01) ? "" : decimal(amount, '.'),
                    dice.chance(0.02) ? "null" : dice.oneOf("card", "card", "invoice", "mobile", "gift card"),
                    dice.chance(0.05) ? "" : dice.oneOf("desktop", "mobile", "tablet"),
                    dice.chance(0.85) ? "" : dice.oneOf("KEVÄT10", "SYYS5", "KANTA"));
        }
        for (int copy = 0; copy < duplicates; copy++) {
            table.repeatLater(dice.below(table.size()), dice.below(100));
        }
        table.insert(2_000, "T1001998,10400,611,2023-08-11,1,14.90,card"); // the line was cut
        return table.bytes(UTF_8);
    }

    // ---- odd names, broken -----------------------------------------------------------------------------------------

    /// Two days of a sensor. The key holds what keys trip over, and two headers become the same name when cleaned.
    static byte[] measurements() {
        var dice = new Dice(100);
        var table = new Table(';', "\n", "Aika", "Lämpötila (°C)", "Kosteus %", "Kosteus", "Huomio");
        var start = LocalDateTime.of(2024, 3, 1, 0, 0);
        for (int hour = 0; hour < 48; hour++) {
            String temperature = hour == 30 ? "99,9" : decimal(180 + dice.below(60), ',', 1);
            table.add(start.plusHours(hour).format(FINNISH_TIME), hour == 7 ? "" : temperature,
                    Integer.toString(35 + dice.below(20)), dice.oneOf("kuiva", "sopiva", "kostea"),
                    hour == 12 ? "ikkuna auki; ovi \"raollaan\"" : hour % 6 == 0 ? "tarkastettu" : "");
        }
        return table.bytes(UTF_8);
    }

    /// A valid 8 × 8 grey PNG under a table's name. Its one deflate block is a stored one: no library's choice in it.
    static byte[] photo() {
        int side = 8;
        var scanLines = ByteBuffer.allocate(side * (side + 1));
        for (int y = 0; y < side; y++) {
            scanLines.put((byte) 0); // filter: none
            for (int x = 0; x < side; x++) {
                scanLines.put((byte) (32 * x ^ 16 * y));
            }
        }
        byte[] pixels = scanLines.array();
        var zlib = ByteBuffer.allocate(2 + 5 + pixels.length + 4);
        zlib.put((byte) 0x78).put((byte) 0x01).put((byte) 1);
        zlib.put((byte) pixels.length).put((byte) 0).put((byte) ~pixels.length).put((byte) ~0);
        zlib.put(pixels).putInt(sum(new Adler32(), pixels));

        var header = ByteBuffer.allocate(13).putInt(side).putInt(side).put((byte) 8);
        var png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        png.writeBytes(pngChunk("IHDR", header.array()));
        png.writeBytes(pngChunk("IDAT", zlib.array()));
        png.writeBytes(pngChunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    static byte[] pngChunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        byte[] body = ByteBuffer.allocate(name.length + data.length).put(name).put(data).array();
        int sum = sum(new CRC32(), body);
        return ByteBuffer.allocate(4 + body.length + 4).putInt(data.length).put(body).putInt(sum).array();
    }

    static int sum(Checksum checksum, byte[] data) {
        checksum.update(data);
        return (int) checksum.getValue();
    }

    // ---- tools -----------------------------------------------------------------------------------------------------

    static String padded(long value, int digits) {
        String text = Long.toString(value);
        return "0".repeat(digits - text.length()) + text;
    }

    static String decimal(long hundredths, char point) {
        return decimal(hundredths, point, 2);
    }

    static String decimal(long unscaled, char point, int decimals) {
        return BigDecimal.valueOf(unscaled, decimals).toPlainString().replace('.', point);
    }

    /// Lines of delimited text. A cell is quoted only where it would be misread without.
    static final class Table {
        private final char delimiter;
        private final String lineEnd;
        private final String header;
        private final List<String> lines = new ArrayList<>();

        Table(char delimiter, String lineEnd, String... names) {
            this.delimiter = delimiter;
            this.lineEnd = lineEnd;
            this.header = join(names);
        }

        void add(String... cells) {
            lines.add(join(cells));
        }

        int size() {
            return lines.size();
        }

        String line(int index) {
            return lines.get(index);
        }

        void insert(int index, String line) {
            lines.add(index, line);
        }

        /// Writes a line once more, `distance` lines below itself (or at the end).
        void repeatLater(int index, int distance) {
            lines.add(Math.min(lines.size(), index + 1 + distance), lines.get(index));
        }

        String text() {
            var text = new StringBuilder(header).append(lineEnd);
            lines.forEach(line -> text.append(line).append(lineEnd));
            return text.toString();
        }

        byte[] bytes(Charset charset) {
            return text().getBytes(charset);
        }

        private String join(String[] cells) {
            var line = new StringBuilder();
            for (int i = 0; i < cells.length; i++) {
                line.append(i == 0 ? "" : Character.toString(delimiter)).append(quoted(cells[i]));
            }
            return line.toString();
        }

        private String quoted(String cell) {
            boolean misread = cell.startsWith("\"") || cell.indexOf(delimiter) >= 0 || cell.indexOf('\n') >= 0;
            return misread ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
        }
    }

    /// Random numbers by SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    static final class Dice {
        private long state;

        Dice(long seed) {
            state = seed;
        }

        long next() {
            state += 0x9E3779B97F4A7C15L;
            long mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
            return mixed ^ mixed >>> 31;
        }

        double uniform() {
            return (next() >>> 11) * 0x1.0p-53;
        }

        int below(int bound) {
            return (int) (uniform() * bound);
        }

        boolean chance(double probability) {
            return uniform() < probability;
        }

        /// By the Box–Muller transform.
        double gaussian() {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
            return radius * StrictMath.cos(2 * Math.PI * uniform());
        }

        String hex(int digits) {
            return HexFormat.of().toHexDigits(next(), digits);
        }

        @SafeVarargs
        final <T> T oneOf(T... choices) {
            return choices[below(choices.length)];
        }
    }
}
