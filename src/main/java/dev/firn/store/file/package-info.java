/// What the small files of the cache have in common.
@NullMarked
package dev.firn.store.file;

import org.jspecify.annotations.NullMarked;
