package dev.firn.gc;

import dev.firn.gc.Census.Resident;

/// A layer that is to go.
public record Victim(Resident layer, Reason reason) {

    /// Why.
    public enum Reason {
        UNUSED("it was not used for long"),
        SIZE("the cache was over its size"),
        ROOM("the disk was nearly full"),
        ALL("all of the cache was to go");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /// For people, in the past tense.
        public String words() {
            return words;
        }
    }
}
