/// File trees in layers: what is sealed ([Layer], [Chain]), what is being made ([Scratch]), and
/// what they look like together ([View]). Knows neither phases nor Nix.
@NullMarked
package dev.firn.snapshot;

import org.jspecify.annotations.NullMarked;
