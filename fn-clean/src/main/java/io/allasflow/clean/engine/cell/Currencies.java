package io.allasflow.clean.engine.cell;

/// Signs and ISO 4217 codes of currencies before or after a number. A closed list: the JDK's changes with its version,
/// and holds words (`ALL`, `TOP`, `TRY`).
final class Currencies {
    /// As written, in any case, and as reported. A sign that several currencies share (`$`, `kr`, `¥`) stays itself.
    private static final String[][] SIGNS = {{"€", "EUR"}, {"$", "$"}, {"£", "GBP"}, {"¥", "¥"}, {"₹", "INR"},
        {"₩", "KRW"}, {"₽", "RUB"}, {"₴", "UAH"}, {"₺", "TRY"}, {"₪", "ILS"}, {"US$", "USD"}, {"kr", "kr"},
        {"kr.", "kr"}, {"zł", "PLN"}, {"Kč", "CZK"}, {"Ft", "HUF"}};
    private static final String[] CODES = {"EUR", "USD", "GBP", "SEK", "NOK", "DKK", "ISK", "CHF", "PLN", "CZK", "HUF",
        "RON", "BGN", "RUB", "UAH", "JPY", "CNY", "INR", "KRW", "AUD", "CAD", "NZD", "SGD", "HKD", "BRL", "MXN", "ZAR",
        "ILS", "THB", "IDR", "MYR"};
    private static final int LONGEST = 3;

    private Currencies() {}

    /// Length of the sign or code at `at` if a number could follow it; 0 if there is none.
    static int prefixLength(String text, int at, int to) {
        for (var length = 1; length <= LONGEST && at + length < to; length++) {
            var next = text.charAt(at + length);
            if ((next == ' ' || next == '.' || next == ',' || NumberText.isDigit(next) || NumberText.isSign(next))
                    && find(text, at, length) != null) {
                return length;
            }
        }
        return 0;
    }

    /// The currency written there; null if it is none.
    static String find(String text, int at, int length) {
        if (length < 1 || length > LONGEST) {
            return null;
        }
        for (var sign : SIGNS) {
            if (sign[0].length() == length && text.regionMatches(true, at, sign[0], 0, length)) {
                return sign[1];
            }
        }
        if (length == LONGEST) {
            for (var code : CODES) {
                if (text.regionMatches(true, at, code, 0, length)) {
                    return code;
                }
            }
        }
        return null;
    }
}
