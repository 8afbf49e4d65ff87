package dev.firn.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/// Runs the filters as the kernel does, also those of processors that this machine does not have.
/// The effect on real programs is in `dev.firn.sandbox.ViewTest`.
class SeccompFilterTest {

    private static final int X86_64 = 0xc000003e;
    private static final int I386 = 0x40000003;
    private static final int AARCH64 = 0xc00000b7;
    private static final int ARM = 0x40000028;

    private static String verdict(String processor, int architecture, int call, int... arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(0, call).putInt(4, architecture);
        for (int i = 0; i < arguments.length; i++) {
            data.putLong(16 + 8 * i, arguments[i] & 0xffffffffL);
        }
        int result = run(SeccompFilter.program(processor), data);
        return switch (result) {
            case 0x7fff0000 -> "allowed";
            case 0x50001 -> "EPERM";
            case 0x5005f -> "ENOTSUP";
            default -> Integer.toHexString(result);
        };
    }

    private static int run(byte[] program, ByteBuffer data) {
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        int accumulator = 0;
        for (int at = 0; ; at++) {
            int operand = code.getInt(8 * at + 4);
            int ifTrue = code.get(8 * at + 2) & 0xff;
            int ifFalse = code.get(8 * at + 3) & 0xff;
            switch (code.getShort(8 * at)) {
                case 0x20 -> accumulator = data.getInt(operand);
                case 0x54 -> accumulator &= operand;
                case 0x15 -> at += accumulator == operand ? ifTrue : ifFalse;
                case 0x45 -> at += (accumulator & operand) != 0 ? ifTrue : ifFalse;
                case 0x06 -> {
                    return operand;
                }
                default -> throw new IllegalStateException("instruction at " + at);
            }
        }
    }

    @Test
    void setuidAndSetgidBitsAreRefusedWhereverTheModeStands() {
        assertThat(verdict("amd64", X86_64, 90, 1, 04755)).isEqualTo("EPERM");
        assertThat(verdict("amd64", X86_64, 91, 1, 02755)).isEqualTo("EPERM");
        assertThat(verdict("amd64", X86_64, 268, -100, 1, 04755)).isEqualTo("EPERM");
        assertThat(verdict("amd64", X86_64, 452, -100, 1, 06000)).isEqualTo("EPERM");
        assertThat(verdict("amd64", X86_64, 90 | 0x40000000, 1, 04755)).isEqualTo("EPERM");
        assertThat(verdict("amd64", I386, 15, 1, 04755)).isEqualTo("EPERM");
        assertThat(verdict("amd64", I386, 306, -100, 1, 04755)).isEqualTo("EPERM");
        assertThat(verdict("aarch64", AARCH64, 52, 1, 04755)).isEqualTo("EPERM");
        assertThat(verdict("aarch64", AARCH64, 53, -100, 1, 02755)).isEqualTo("EPERM");
        assertThat(verdict("aarch64", ARM, 333, -100, 1, 04755)).isEqualTo("EPERM");
    }

    @Test
    void otherModesAreAllowed() {
        assertThat(verdict("amd64", X86_64, 90, 04755, 01777)).isEqualTo("allowed");
        assertThat(verdict("amd64", X86_64, 268, -100, 04755, 0644)).isEqualTo("allowed");
        assertThat(verdict("aarch64", AARCH64, 53, -100, 04755, 0644)).isEqualTo("allowed");
    }

    @Test
    void extendedAttributesAreNotSupported() {
        for (int call : new int[] {188, 189, 190, 191, 192, 193, 463}) {
            assertThat(verdict("amd64", X86_64, call)).isEqualTo("ENOTSUP");
            assertThat(verdict("amd64", X86_64, call | 0x40000000)).isEqualTo("ENOTSUP");
        }
        for (int call : new int[] {226, 227, 228, 229, 230, 231, 463}) {
            assertThat(verdict("amd64", I386, call)).isEqualTo("ENOTSUP");
            assertThat(verdict("aarch64", ARM, call)).isEqualTo("ENOTSUP");
        }
        for (int call : new int[] {5, 6, 7, 8, 9, 10, 463}) {
            assertThat(verdict("aarch64", AARCH64, call)).isEqualTo("ENOTSUP");
        }
    }

    @Test
    void callsOfAnotherTableAreNotConfused() {
        assertThat(verdict("amd64", I386, 188)).isEqualTo("allowed");
        assertThat(verdict("amd64", I386, 90, 1, 04755)).isEqualTo("allowed");
        assertThat(verdict("aarch64", AARCH64, 90, 1, 04755)).isEqualTo("allowed");
        assertThat(verdict("amd64", X86_64, 0)).isEqualTo("allowed");
        assertThat(verdict("amd64", X86_64, -1)).isEqualTo("allowed");
    }

    @Test
    void foreignArchitectureIsKilled() {
        assertThat(verdict("aarch64", X86_64, 0)).isEqualTo("80000000");
    }

    @Test
    void unknownProcessorHasNoFilter() {
        assertThatThrownBy(() -> SeccompFilter.program("riscv64"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
