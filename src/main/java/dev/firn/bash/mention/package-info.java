/// Which names a piece of shell code can reach by mentioning them.
@NullMarked
package dev.firn.bash.mention;

import org.jspecify.annotations.NullMarked;
