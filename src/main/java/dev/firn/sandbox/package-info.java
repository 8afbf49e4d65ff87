/// Runs one program on an overlay, alone with what it was given, as Nix would run a builder.
///
/// A [SandboxSpec] says what the program sees; [Sandbox] turns it into a handful of files in a
/// run directory and starts the chain `setpriv`, `unshare`, `sh`, `mount`, `bwrap` on them.
/// Knows nothing of derivations, layers and phases.
///
/// Every string that the program gets to see (arguments, variables, paths inside the sandbox)
/// has one char per byte, ISO 8859-1.
@NullMarked
package dev.firn.sandbox;

import org.jspecify.annotations.NullMarked;
