package io.allasflow.ingest.rest;

import java.time.Instant;

/// The data of a `source.due` event: asks for a source of the configuration to be fetched.
///
/// @param name the source's
/// @param since when it was found due: what was fetched later answers the event already. Null to fetch in any case
public record SourceDue(String name, Instant since) {}
