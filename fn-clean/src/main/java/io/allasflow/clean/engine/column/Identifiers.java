package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.ColumnSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/// Tells columns whose cells name things rather than count or measure them: a median or fences of these would mean
/// nothing.
public final class Identifiers {
    /// What the last word of a name is, in English, Finnish, Swedish and German.
    private static final Set<String> WORDS = Set.of("uuid", "guid", "nr", "pnr", "zip", "plz", "tel", "puh", "mobile",
            "mobil", "gsm", "fax", "msisdn", "imei", "imsi", "iban", "bic", "ean", "gtin", "isbn", "issn", "vin", "ssn",
            "hetu");
    /// What the last word of a name ends in: Finnish and Swedish join words.
    private static final List<String> ENDINGS = List.of("number", "numero", "nummer", "nro", "phone", "puhelin",
            "telefon", "tunnus", "viite", "postcode", "zipcode", "postal_code", "post_code", "zip_code");
    private static final String SHORT_NUMBER = "nr";
    /// `kundnr` is one; `snr`, a ratio, is none.
    private static final int SHORTEST_JOINED = 5;
    private static final String NO = "no";
    /// Of whole numbers only: texts so called may be categories.
    private static final Set<String> NUMBER_WORDS = Set.of("order", "tilaus", "bestallning", "customer", "client",
            "asiakas", "kund", "patient", "potilas", "subject", "ref", "date", "birthdate", "dob",
            "synt", "fodd");
    /// Of whole numbers only: codes of letters are categories, and 19991231 is a date.
    private static final List<String> NUMBER_ENDINGS = List.of("code", "koodi", "kod", "pvm", "datum", "syntymaaika");
    private static final Set<String> YEARS = Set.of("year", "yr", "ar");
    private static final String YEAR_ENDING = "vuosi";
    private static final BigDecimal FIRST_YEAR = BigDecimal.valueOf(1000);
    private static final BigDecimal LAST_YEAR = BigDecimal.valueOf(2999);
    private static final BigDecimal DRAWS = BigDecimal.valueOf(20);

    private Identifiers() {}

    /// Whether the name alone says so, whatever the cells are.
    public static boolean isId(String name) {
        return name.equals("id") || name.endsWith("_id");
    }

    /// Whether the name says so, for cells of that type. Amounts of money and percentages name nothing.
    ///
    /// @param name the clean one
    /// @param numbers the column's valid numbers
    static boolean isNamed(String name, TypeDecision decision, Quantiles numbers) {
        if (isId(name)) {
            return true;
        }
        var type = decision.type();
        if (type != ColumnType.INTEGER && type != ColumnType.TEXT || decision.unit() != null) {
            return false;
        }
        var last = name.substring(name.lastIndexOf('_') + 1);
        return WORDS.contains(last) || ENDINGS.stream().anyMatch(name::endsWith)
                || last.endsWith(SHORT_NUMBER) && last.length() >= SHORTEST_JOINED || isNumberOf(name, last)
                || type == ColumnType.INTEGER
                        && (NUMBER_WORDS.contains(last) || NUMBER_ENDINGS.stream().anyMatch(last::endsWith)
                                || (YEARS.contains(last) || last.endsWith(YEAR_ENDING))
                                        && areYears(name, last, numbers));
    }

    /// `order_no` is one thing's number; `votes_no`, after a plural, is how many said no.
    private static boolean isNumberOf(String name, String last) {
        var before = name.substring(0, Math.max(0, name.length() - last.length() - 1));
        var isPlural = before.endsWith("s") && !before.endsWith("ss") && !before.endsWith("us");
        return last.equals(NO) && !isPlural;
    }

    /// Whether the numbers say so: whole ones that hardly repeat, though they lie so close together that numbers drawn by
    /// chance would. Of the half in the middle, on which a few far ones have no effect, ten pairs would be alike. Of numbers
    /// too many to be held it cannot be told, nor is it asked where the settings declare the type.
    static boolean areNumbered(TypeDecision decision, ColumnSettings settings, Quantiles numbers) {
        if (decision.type() != ColumnType.INTEGER || decision.unit() != null || settings.type() != null
                || numbers.isApproximate() || numbers.count() == 0) {
            return false;
        }
        var half = BigDecimal.valueOf(numbers.count() / 2);
        var width = numbers.quartile(3).subtract(numbers.quartile(1));
        return width.signum() > 0 && half.multiply(half).compareTo(DRAWS.multiply(width)) >= 0
                && numbers.distinct() * 100 >= numbers.count() * 99;
    }

    /// `kwh_per_year` are none.
    private static boolean areYears(String name, String last, Quantiles numbers) {
        return numbers.count() > 0 && !name.endsWith("per_" + last) && numbers.quartile(1).compareTo(FIRST_YEAR) >= 0
                && numbers.quartile(3).compareTo(LAST_YEAR) <= 0;
    }
}
