/// The step loop: builds a derivation step by step, and says what it does as [BuildEvent]s.
@NullMarked
package dev.firn.build;

import org.jspecify.annotations.NullMarked;
