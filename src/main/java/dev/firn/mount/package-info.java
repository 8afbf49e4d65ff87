/// States of builds as directories of this machine, seen by every process. Each mount has a record
/// in the cache, so that its layers are known to be in use and that it can be cleared away when
/// whatever served it has gone.
@NullMarked
package dev.firn.mount;

import org.jspecify.annotations.NullMarked;
