/// File trees as Nix sees them, and the archive format (NAR) that Nix hashes and transfers them in.
@NullMarked
package dev.firn.nix.nar;

import org.jspecify.annotations.NullMarked;
