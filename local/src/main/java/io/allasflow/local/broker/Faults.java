package io.allasflow.local.broker;

import java.time.Duration;

/// What a test lets go wrong between the broker and its subscribers; what a real broker may do any day.
///
/// @param seed of every choice; with one event in flight at a time the same seed makes the same choices
/// @param duplicate every delivery is made twice
/// @param reorder of the events that wait for a subscriber a random one goes next
/// @param drop the share of deliveries, from 0 to 1, that never happen
/// @param delay each delivery waits up to this long
public record Faults(long seed, boolean duplicate, boolean reorder, double drop, Duration delay) {
    public static final Faults NONE = new Faults(0, false, false, 0, Duration.ZERO);
}
