/// A client of Nix's daemon: the worker protocol, as far as firn needs it.
///
/// One connection is one conversation. What keeps paths alive for the time of a build (temporary
/// roots, paths just added) ends with it, so a build holds one connection from start to end.
@NullMarked
package dev.firn.nix.daemon;

import org.jspecify.annotations.NullMarked;
