package io.allasflow.ingest.notification;

/// What became of a notification, in records.
///
/// @param sent objects an event was sent for
/// @param ignored nothing to do: elsewhere, removed, excluded, too young, done or in work already
public record NotificationReport(long received, long sent, long ignored) {}
