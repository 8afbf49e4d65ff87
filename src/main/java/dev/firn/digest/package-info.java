/// Hash values as types.
@NullMarked
package dev.firn.digest;

import org.jspecify.annotations.NullMarked;
