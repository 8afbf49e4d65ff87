/// How files and directories of the cache are made, whatever they are for.
@NullMarked
package dev.firn.store.file;

import org.jspecify.annotations.NullMarked;
