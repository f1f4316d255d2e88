package io.allasflow.summarize.publish;

/// A column of what is published.
///
/// @param name whatever it is called; see [Identifier] for what the database calls it
public record PublishedColumn(String name, PostgresType type) {}
