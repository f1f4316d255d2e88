package io.allasflow.summarize.engine;

public record TypedColumn(String name, ColumnType type) {}
