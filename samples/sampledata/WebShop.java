package sampledata;

import static sampledata.Text.ISO_TIME;
import static sampledata.Text.UTF_8;
import static sampledata.Text.decimal;

import java.time.LocalDateTime;
import java.util.ArrayList;

/// Makes `shop/events.csv`.
public final class WebShop {
    private static final int EVENT_ROWS = 8_000;

    private WebShop() {}

    /// Clicks of visitors who view, put into the cart and buy: quoted cells with commas, quotes and a line break, 19-digit
    /// ids, missing categories.
    public static byte[] events() {
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
            table.add(dice.chance(0.001) ? "" : time.format(ISO_TIME) + " UTC", type,
                    Long.toString(productIds[product]), Long.toString(categoryIds[product]), productCodes[product],
                    productBrands[product], dice.chance(0.01) ? "" : decimal(price, '.'), Long.toString(user),
                    session);
        }
        for (int copy = 0; copy < duplicates; copy++) {
            table.repeatLater(dice.below(table.size()), dice.below(500));
        }
        return table.bytes(UTF_8);
    }
}
