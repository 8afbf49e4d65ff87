/// The cache directory: every path in it, how things appear in it and how leftovers go.
/// Knows nothing of what a layer or a key means.
@NullMarked
package dev.firn.store;

import org.jspecify.annotations.NullMarked;
