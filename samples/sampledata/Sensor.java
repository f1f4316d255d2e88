package sampledata;

import static sampledata.Text.FINNISH_TIME;
import static sampledata.Text.UTF_8;
import static sampledata.Text.decimal;

import java.time.LocalDateTime;

/// Makes `odd names/`.
public final class Sensor {
    private Sensor() {}

    /// Two days of a sensor. The key holds what keys trip over, and two headers become the same name when cleaned.
    public static byte[] measurements() {
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
}
