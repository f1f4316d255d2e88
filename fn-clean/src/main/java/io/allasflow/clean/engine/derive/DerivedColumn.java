package io.allasflow.clean.engine.derive;

/// A derived column as the report tells it.
///
/// @param type what its cells turned out to be; text if there are none
/// @param source the expression, or the part and the column: `weekday of event_time`
/// @param missing cells left empty because a cell they are made from is missing
/// @param fromImputed cells that are not empty, in rows where a cell they are made from was imputed
/// @param failed cells left empty because they could not be worked out
/// @param firstFailedRow its number in the raw table; null if none failed
/// @param problem why; null if none failed
public record DerivedColumn(String name, String type, String source, long missing, long fromImputed, long failed,
        Integer firstFailedRow,
        String problem) {}
