/// What decides whether a step has been run before: typed parts, and the one way they are hashed.
@NullMarked
package dev.firn.key;

import org.jspecify.annotations.NullMarked;
