/// Nix's way to put numbers, texts and paths on the line, and the line itself. Knows no requests.
@NullMarked
package dev.firn.nix.wire;

import org.jspecify.annotations.NullMarked;
