/// The state of a bash process between two steps, and what a step changed in it.
///
/// All strings that come from bash are bytes, one char (0 to 255) a byte; files are read and
/// written as ISO 8859-1.
@NullMarked
package dev.firn.bash;

import org.jspecify.annotations.NullMarked;
