/// What a build may use, and what becomes of one that uses more. Knows neither sandboxes nor Nix.
@NullMarked
package dev.firn.limit;

import org.jspecify.annotations.NullMarked;
