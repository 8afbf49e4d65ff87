/// The sandbox in which the processes of one build run, and how they are started there.
@NullMarked
package dev.firn.build.room;

import org.jspecify.annotations.NullMarked;
