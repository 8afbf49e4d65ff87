/// Derivations: their text, their stable form, and what Nix hands their builder.
///
/// Strings that come from a `.drv` are bytes, one `char` each (ISO 8859-1), in every type here.
@NullMarked
package dev.firn.nix.drv;

import org.jspecify.annotations.NullMarked;
