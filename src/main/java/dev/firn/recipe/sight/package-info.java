/// What each step of a plan may see, and its key.
@NullMarked
package dev.firn.recipe.sight;

import org.jspecify.annotations.NullMarked;
