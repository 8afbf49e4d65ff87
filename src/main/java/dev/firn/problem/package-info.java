/// What a user can be told when something they can mend went wrong.
@NullMarked
package dev.firn.problem;

import org.jspecify.annotations.NullMarked;
