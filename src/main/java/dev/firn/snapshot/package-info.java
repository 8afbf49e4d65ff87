/// File trees in layers: what is sealed ([Layer], [Chain]) and what is being made ([Scratch]).
/// Knows neither phases nor Nix.
@NullMarked
package dev.firn.snapshot;

import org.jspecify.annotations.NullMarked;
