package sampledata;

import static sampledata.Text.FINNISH_DATE;
import static sampledata.Text.UTF_8;
import static sampledata.Text.decimal;
import static sampledata.Text.padded;

import java.nio.charset.Charset;
import java.time.LocalDate;

/// Makes `shop/customers.csv`, and `products.tsv` and `transactions.csv` beside it, which refer to each other.
public final class Shop {
    public static final int PRODUCTS = 300;
    private static final int CUSTOMERS = 1_200;
    private static final int FIRST_CUSTOMER = 10_001;
    private static final int FIRST_PRODUCT = 501;

    private Shop() {}

    /// As an office program saves it: windows-1252, CRLF, `;`. A column that is nearly empty, dates that do not exist.
    public static byte[] customers() {
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
    public static byte[] products(long[] prices) {
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
    public static byte[] transactions(long[] productPrices) {
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
}
