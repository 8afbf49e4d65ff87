/// States of a build entered by somebody: a shell or a command in the sandbox of the build, on a
/// layer that is thrown away.
@NullMarked
package dev.firn.build.visit;

import org.jspecify.annotations.NullMarked;
