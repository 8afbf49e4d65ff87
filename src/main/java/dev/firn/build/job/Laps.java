package dev.firn.build.job;

import dev.firn.build.BuildEvent;
import java.time.Duration;
import java.util.function.Consumer;

/// Tells how long the parts of firn's own work take, one after the other.
final class Laps {

    private final Consumer<BuildEvent> events;
    private long last;

    Laps(Consumer<BuildEvent> events) {
        this.events = events;
        this.last = System.nanoTime();
    }

    /// A part ends, and the next one begins.
    void end(String part) {
        long now = System.nanoTime();
        events.accept(new BuildEvent.Timing(part, Duration.ofNanos(now - last)));
        last = now;
    }

    /// A part that lay within what goes on, and is not counted there.
    void within(String part, Duration took) {
        events.accept(new BuildEvent.Timing(part, took));
        last += took.toNanos();
    }
}
