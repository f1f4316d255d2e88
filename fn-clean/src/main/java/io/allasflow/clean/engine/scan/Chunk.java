package io.allasflow.clean.engine.scan;

/// Some whole records of the raw table. The bytes are used again for the next chunk of the same thread.
///
/// @param number 0, 1, 2, … in the order of the table
/// @param bytes canonical CSV up to `length`
/// @param hasQuotes whether there is a quote in it
public record Chunk(int number, byte[] bytes, int length, boolean hasQuotes) {}
