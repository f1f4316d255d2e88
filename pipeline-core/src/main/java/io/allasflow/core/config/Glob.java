package io.allasflow.core.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.BitSet;

/// A pattern for keys: `?` is any one character, `*` any characters, neither of them `/`; `**` is any characters, `/` too;
/// `**/` any folders, or none. Everything else is itself, upper and lower case apart. The same on every platform.
///
/// Takes time in proportion to the pattern's length times the key's, whatever they hold.
public final class Glob {
    private static final int LONGEST = 1024;
    // Negative, and so no characters.
    private static final int ONE = -1;
    private static final int SOME = -2;
    private static final int ALL = -3;
    /// At the start of a folder's name; always followed by [#WITHIN].
    private static final int FOLDERS = -4;
    private static final int WITHIN = -5;

    private final String text;
    private final int[] steps;

    /// @throws IllegalArgumentException if it is empty or longer than any key
    @JsonCreator
    public Glob(String text) {
        if (text == null || text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException("a pattern must have 1 to " + LONGEST + " characters");
        }
        this.text = text;
        this.steps = steps(text);
    }

    private static int[] steps(String text) {
        var steps = new ArrayList<Integer>();
        int i = 0;
        while (i < text.length()) {
            boolean startsName = i == 0 || text.charAt(i - 1) == '/';
            if (startsName && text.startsWith("**/", i)) {
                steps.add(FOLDERS);
                steps.add(WITHIN);
                i += 3;
            } else if (text.startsWith("**", i)) {
                steps.add(ALL);
                i += 2;
            } else {
                int character = text.codePointAt(i);
                steps.add(character == '*' ? SOME : character == '?' ? ONE : character);
                i += Character.charCount(character);
            }
        }
        return steps.stream().mapToInt(Integer::intValue).toArray();
    }

    public boolean matches(String key) {
        // The places in the pattern that the key may have come to.
        var places = new BitSet(steps.length + 1);
        var next = new BitSet(steps.length + 1);
        arrive(0, places);
        for (int i = 0; i < key.length() && !places.isEmpty(); i += Character.charCount(key.codePointAt(i))) {
            next.clear();
            for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
                if (place < steps.length) {
                    step(place, key.codePointAt(i), next);
                }
            }
            var before = places;
            places = next;
            next = before;
        }
        return places.get(steps.length);
    }

    private void step(int place, int character, BitSet next) {
        boolean slash = character == '/';
        switch (steps[place]) {
            case ONE -> {
                if (!slash) {
                    arrive(place + 1, next);
                }
            }
            case SOME -> {
                if (!slash) {
                    arrive(place, next);
                }
            }
            case ALL -> arrive(place, next);
            case FOLDERS -> arrive(slash ? place : place + 1, next);
            case WITHIN -> arrive(slash ? place - 1 : place, next);
            default -> {
                if (steps[place] == character) {
                    arrive(place + 1, next);
                }
            }
        }
    }

    /// At that place, and at those after it that need no character.
    private void arrive(int place, BitSet places) {
        if (places.get(place)) {
            return;
        }
        places.set(place);
        if (place < steps.length) {
            switch (steps[place]) {
                case SOME, ALL -> arrive(place + 1, places);
                case FOLDERS -> arrive(place + 2, places);
                default -> {
                }
            }
        }
    }

    @Override
    @JsonValue
    public String toString() {
        return text;
    }
}
