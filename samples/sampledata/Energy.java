package sampledata;

import static sampledata.Text.FINNISH_TIME;
import static sampledata.Text.ISO_TIME;
import static sampledata.Text.UTF_8;
import static sampledata.Text.decimal;

import java.time.LocalDateTime;

/// Makes `energy/`.
public final class Energy {
    private static final int ELECTRICITY_ROWS = 23_040;

    private Energy() {}

    /// One row an hour from 2021 on, in local habits (`;`, decimal comma), with the faults such exports have.
    public static byte[] electricityPrices() {
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
    private static String soiled(Dice dice, double value) {
        if (dice.chance(0.01)) {
            return "";
        }
        if (dice.chance(0.005)) {
            return dice.oneOf("n/a", "-", "error", "NULL");
        }
        String number = decimal(Math.round(value * 100), ',');
        return dice.chance(0.002) ? dice.oneOf(" " + number, number + "\u00a0") : number;
    }
}
