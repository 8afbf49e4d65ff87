@NullMarked
package dev.firn.gc;

import org.jspecify.annotations.NullMarked;
