/// What was done before: which layer a key leads to, and what builds did.
@NullMarked
package dev.firn.cache;

import org.jspecify.annotations.NullMarked;
