/// The files in which users say how firn is to be, and what it cannot know of a package.
@NullMarked
package dev.firn.config;

import org.jspecify.annotations.NullMarked;
