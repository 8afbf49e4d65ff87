/// What was asked of the cache.
@NullMarked
package dev.firn.cli.request.look;

import org.jspecify.annotations.NullMarked;
