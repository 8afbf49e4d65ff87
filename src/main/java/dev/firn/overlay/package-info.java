/// What an overlay of some directories shows, read without mounting it, and what the marks in such
/// directories mean. Knows neither layers nor the cache.
@NullMarked
package dev.firn.overlay;

import org.jspecify.annotations.NullMarked;
