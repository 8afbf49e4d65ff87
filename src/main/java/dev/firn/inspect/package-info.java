/// Looks into what earlier builds left in the cache; changes nothing.
@NullMarked
package dev.firn.inspect;

import org.jspecify.annotations.NullMarked;
