/// One derivation from its inputs to its result in the store.
@NullMarked
package dev.firn.build.job;

import org.jspecify.annotations.NullMarked;
