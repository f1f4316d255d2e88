package io.allasflow.ingest.engine.excel.cell;

/// What a number format says a number is. A closed set; the codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31.
enum NumberKind {
    NUMBER,
    DATE,
    DATE_TIME,
    TIME,
    /// Hours, minutes or seconds that go on beyond a day: `[h]:mm`.
    ELAPSED;

    /// Formats that are known by their number, and not written down in a workbook.
    static NumberKind builtIn(int format) {
        return switch (format) {
            case 14, 15, 16, 17 -> DATE;
            case 18, 19, 20, 21, 45, 47 -> TIME;
            case 22 -> DATE_TIME;
            case 46 -> ELAPSED;
            // Dates in Chinese, Japanese and Korean; a time of day among them is told by its value.
            case 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58 -> DATE;
            case 32, 33 -> TIME;
            // Thai.
            case 71, 72, 73, 74, 81 -> DATE;
            case 75, 76, 78, 80 -> TIME;
            case 77 -> DATE_TIME;
            case 79 -> ELAPSED;
            default -> NUMBER;
        };
    }

    /// Of the first section of a format code that is not for plain numbers.
    static NumberKind of(String code) {
        return new FormatCode(code).kind();
    }
}
