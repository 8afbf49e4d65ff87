/// The environment of a step's child processes: which of its variables are for shell code alone,
/// and which are read by files all the same.
@NullMarked
package dev.firn.recipe.environment;

import org.jspecify.annotations.NullMarked;
