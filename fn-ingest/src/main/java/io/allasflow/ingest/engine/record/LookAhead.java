package io.allasflow.ingest.engine.record;

/// How far one may look ahead for the end of a record: used up by looks in vain, regained by reading on. So quotes that
/// open again and again cost a few looks at each character, and not the whole text for each.
final class LookAhead {
    private static final int LOOKS = 4;

    private long characters = Lines.MAX_CHARACTERS;

    boolean allows(long distance) {
        return distance < characters;
    }

    void inVain(long distance) {
        characters -= distance;
    }

    void readOn(long distance) {
        characters = Math.min(Lines.MAX_CHARACTERS, characters + LOOKS * distance);
    }
}
