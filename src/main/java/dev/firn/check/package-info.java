/// Whether the cache is what firn has written: every file of it, and what leads to what.
@NullMarked
package dev.firn.check;

import org.jspecify.annotations.NullMarked;
