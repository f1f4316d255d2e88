package io.allasflow.ingest.engine.excel;

import java.util.List;

/// One row of a sheet.
///
/// @param number as Excel shows it, from 1
/// @param cells their texts; empty where a cell is blank
public record Row(int number, List<String> cells) {}
