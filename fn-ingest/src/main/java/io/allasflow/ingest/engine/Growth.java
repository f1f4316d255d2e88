package io.allasflow.ingest.engine;

import io.allasflow.core.error.ErrorCode;

/// How far a packed source may grow: real tables shrink to a fifth or a twentieth, sparse ones and logs to a hundredth;
/// deflate can do 1032.
public final class Growth {
    private static final int MOST_TIMES = 200;
    /// A small file of blanks may shrink more than any real one, and harms nobody.
    private static final long COUNTS_FROM = 64L << 20;

    private Growth() {}

    /// @param what the source is, as in "is an Excel workbook"
    /// @throws RefusedSourceException `ARCHIVE_BOMB` if so much cannot come of so little
    public static void check(String what, long unpacked, long packed) throws RefusedSourceException {
        if (unpacked > COUNTS_FROM && unpacked / MOST_TIMES > packed) {
            throw new RefusedSourceException(ErrorCode.ARCHIVE_BOMB,
                    what + " that grows to more than " + MOST_TIMES + " times its size, as no table does");
        }
    }
}
