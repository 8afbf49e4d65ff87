/// Recorded builds, their steps, and the states in between, found by the names that people give
/// them.
@NullMarked
package dev.firn.history;

import org.jspecify.annotations.NullMarked;
