/// The steps of a derivation, how each is run by bash, and what each may see.
@NullMarked
package dev.firn.recipe;

import org.jspecify.annotations.NullMarked;
