/// A derivation made ready to be built or entered: its inputs in the store, its sandbox, and what
/// its builder is handed.
@NullMarked
package dev.firn.build.ready;

import org.jspecify.annotations.NullMarked;
