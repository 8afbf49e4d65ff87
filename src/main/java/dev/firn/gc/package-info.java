/// Keeping a cache within its limits: what there is, what is to go, and what is not.
@NullMarked
package dev.firn.gc;

import org.jspecify.annotations.NullMarked;
