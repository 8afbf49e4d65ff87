/// Moving a built tree from its scratch path to its final one: finding every piece of the scratch
/// path, whole or cut, plain or packed, and rewriting it. Pure: reads trees, gives trees, knows no
/// daemon.
@NullMarked
package dev.firn.nix.relocate;

import org.jspecify.annotations.NullMarked;
