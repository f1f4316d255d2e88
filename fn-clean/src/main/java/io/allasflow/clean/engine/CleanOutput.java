package io.allasflow.clean.engine;

import java.io.OutputStream;

/// Where a cleaning writes. The engine flushes these streams and leaves closing to their owner.
///
/// @param cleaned the cleaned table, canonical CSV
/// @param changes `row,column,old,new,reason`, canonical CSV, compressed with gzip by the engine
/// @param rejected `row,reason,detail,raw`, canonical CSV: every data record of the raw table that was not written
public record CleanOutput(OutputStream cleaned, OutputStream changes, OutputStream rejected) {}
