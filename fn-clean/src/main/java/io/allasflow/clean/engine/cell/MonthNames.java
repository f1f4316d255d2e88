package io.allasflow.clean.engine.cell;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Month names in English, Finnish and Swedish, full and short. A closed list: the JDK's changes with its version.
final class MonthNames {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 12;
    private static final Map<String, Integer> MONTHS = new HashMap<>();

    static {
        add("january february march april may june july august september october november december");
        add("jan feb mar apr may jun jul aug sep oct nov dec");
        add("januari februari mars april maj juni juli augusti september oktober november december");
        add("jan feb mars apr maj juni juli aug sept okt nov dec");
        for (var ending : new String[]{"", "kuu", "kuuta"}) {
            var names = "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu";
            add(names.replace(" ", ending + " ") + ending);
        }
    }

    private MonthNames() {}

    /// Reads a month's name, and a point after a short one.
    ///
    /// @return 1 to 12; 0 if there is none
    static int read(Cursor cursor) {
        var start = cursor.at();
        var letters = cursor.letters();
        if (letters < SHORTEST || letters > LONGEST || !isFollowed(cursor)) {
            return 0;
        }
        var month = MONTHS.getOrDefault(cursor.since(start).toLowerCase(Locale.ROOT), 0);
        cursor.skip('.');
        return month;
    }

    /// Whether a digit comes next but two at most: most words are told from months by that.
    private static boolean isFollowed(Cursor cursor) {
        return NumberText.isDigit(cursor.peek(1)) || NumberText.isDigit(cursor.peek(2));
    }

    private static void add(String names) {
        var month = 0;
        for (var name : names.split(" ")) {
            MONTHS.put(name, ++month);
        }
    }
}
