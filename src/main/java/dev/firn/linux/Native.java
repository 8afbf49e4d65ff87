package dev.firn.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// A function of the C library whose parameters are integers and pointers, at most five.
///
/// All of them share one call shape, because making a second one costs tens of milliseconds at
/// start-up: every argument travels as a 64-bit integer, arguments that the function does not
/// have are passed as 0 and never looked at. That is sound in the calling conventions of x86-64
/// and AArch64 Linux, also for `ioctl`.
final class Native {

    private static final Linker LINKER = Linker.nativeLinker();

    @SuppressWarnings("restricted")
    private static final MethodHandle CALL =
            LINKER.downcallHandle(
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG),
                    Linker.Option.captureCallState("errno"));

    private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO =
            CALL_STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private final MemorySegment symbol;
    private final boolean returnsLong;

    private Native(String name, boolean returnsLong) {
        this.symbol = LINKER.defaultLookup().findOrThrow(name);
        this.returnsLong = returnsLong;
    }

    /// A function that returns an `int`, -1 for failure.
    static Native returningInt(String name) {
        return new Native(name, false);
    }

    /// A function that returns a `long` or `ssize_t`, -1 for failure.
    static Native returningLong(String name) {
        return new Native(name, true);
    }

    /// What the function returned, or `-errno` where it returned -1.
    /// Memory that an argument points to must stay alive until this returns.
    long call(long a, long b, long c, long d, long e) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            long raw = (long) CALL.invokeExact(symbol, state, a, b, c, d, e);
            // The upper half of the register is undefined for a function that returns an int.
            long result = returnsLong ? raw : (int) raw;
            return result == -1 ? -state.get(ValueLayout.JAVA_INT, ERRNO) : result;
        } catch (RuntimeException | Error x) {
            throw x;
        } catch (Throwable x) {
            throw new AssertionError("a C function cannot throw", x);
        }
    }

    long call(long a) {
        return call(a, 0, 0, 0, 0);
    }

    long call(long a, long b) {
        return call(a, b, 0, 0, 0);
    }

    long call(long a, long b, long c) {
        return call(a, b, c, 0, 0);
    }
}
