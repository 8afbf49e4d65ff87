/// Archives as they lie in their bytes: member by member, with nothing left out.
@NullMarked
package dev.firn.nix.compare.archive;

import org.jspecify.annotations.NullMarked;
