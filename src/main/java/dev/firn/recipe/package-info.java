/// The steps of a derivation, and how each is run by bash.
@NullMarked
package dev.firn.recipe;

import org.jspecify.annotations.NullMarked;
