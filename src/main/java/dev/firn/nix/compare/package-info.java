/// Two builds of one derivation, compared file by file. What differs only because the outputs lie
/// at other paths is no difference; other differences are called harmless only when a comparison
/// has shown where they come from. Pure: reads trees, knows no daemon and no cache.
@NullMarked
package dev.firn.nix.compare;

import org.jspecify.annotations.NullMarked;
