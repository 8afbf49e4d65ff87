/// Recorded builds entered by somebody: shells and commands in their states.
@NullMarked
package dev.firn.enter;

import org.jspecify.annotations.NullMarked;
