/// System calls that Java has no words for. The only package that uses `java.lang.foreign`.
@NullMarked
package dev.firn.linux;

import org.jspecify.annotations.NullMarked;
