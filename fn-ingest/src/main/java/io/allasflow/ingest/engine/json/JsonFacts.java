package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/// How a JSON text was read.
///
/// @param records JSON Pointer to the array of records in a wrapper; null otherwise
/// @param duplicateNames how often an object had a name twice; each value has a column of its own, as `a` and `a_2`
/// @param candidates arrays of objects of which none was taken for the records, as there are several
/// @param otherMembers what stands beside the records, by JSON Pointer
/// @param otherMembersNotTold how many more
/// @param otherRecords values among objects, or objects among values, whichever are fewer: each kept as a row of another width
///        than the table
/// @param firstOtherRecord the row of the raw table that is the first of them, from 1
/// @param otherRecordsAreObjects whether the others are the objects
/// @param damagedRows lines that are no JSON, each kept as a row of another width than the table
/// @param damagedLines the numbers of the first ten of them, from 1
public record JsonFacts(String format, String encoding, Layout layout, String records, int columns, long duplicateNames,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> candidates,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> otherMembers,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long otherMembersNotTold,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long otherRecords,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long firstOtherRecord,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean otherRecordsAreObjects,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long damagedRows,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> damagedLines) {}
