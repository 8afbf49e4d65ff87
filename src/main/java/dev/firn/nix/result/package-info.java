/// Putting what was built into the store: what Nix checks after a builder, the final paths, and the
/// ways there.
@NullMarked
package dev.firn.nix.result;

import org.jspecify.annotations.NullMarked;
