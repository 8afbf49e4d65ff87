package dev.firn.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The system call filter that Nix puts on builders, as a classic BPF program.
///
/// Setting the setuid or setgid bit of a file fails with `EPERM`, setting or getting an extended
/// attribute with `ENOTSUP`; everything else is allowed. See seccomp(2), linux/filter.h and Nix's
/// `setupSeccomp`.
public final class SeccompFilter {

    private static final int LOAD = 0x20;
    private static final int AND = 0x54;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_SET = 0x45;
    private static final int RETURN = 0x06;

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int ARGUMENTS = 16;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL_PROCESS = 0x80000000;
    private static final int ERRNO = 0x00050000;
    private static final int EPERM = ERRNO | 1;
    private static final int ENOTSUP = ERRNO | 95;

    private static final int SETUID_OR_SETGID = 06000;
    private static final int NOT_X32 = ~0x40000000;
    private static final int INSTRUCTION_BYTES = 8;

    /// A system call with the position of its file mode.
    private record ModeCall(int number, int argument) {}

    /// One system call table.
    ///
    /// @param token `AUDIT_ARCH_*` of linux/audit.h
    private record Abi(int token, List<ModeCall> modeCalls, List<Integer> attributeCalls) {

        /// Instructions after the test of the architecture.
        int length() {
            return 3 + 5 * modeCalls.size() + 2 * attributeCalls.size();
        }
    }

    private static final ModeCall FCHMODAT2 = new ModeCall(452, 2);
    private static final int SETXATTRAT = 463;

    private static final Abi X86_64 =
            new Abi(
                    0xc000003e,
                    List.of(
                            new ModeCall(90, 1),
                            new ModeCall(91, 1),
                            new ModeCall(268, 2),
                            FCHMODAT2),
                    List.of(188, 189, 190, 191, 192, 193, SETXATTRAT));
    private static final Abi I386 =
            new Abi(
                    0x40000003,
                    List.of(
                            new ModeCall(15, 1),
                            new ModeCall(94, 1),
                            new ModeCall(306, 2),
                            FCHMODAT2),
                    List.of(226, 227, 228, 229, 230, 231, SETXATTRAT));
    private static final Abi AARCH64 =
            new Abi(
                    0xc00000b7,
                    List.of(new ModeCall(52, 1), new ModeCall(53, 2), FCHMODAT2),
                    List.of(5, 6, 7, 8, 9, 10, SETXATTRAT));
    private static final Abi ARM =
            new Abi(
                    0x40000028,
                    List.of(
                            new ModeCall(15, 1),
                            new ModeCall(94, 1),
                            new ModeCall(333, 2),
                            FCHMODAT2),
                    List.of(226, 227, 228, 229, 230, 231, SETXATTRAT));

    private final ByteBuffer program;

    private SeccompFilter(int instructions) {
        program =
                ByteBuffer.allocate(instructions * INSTRUCTION_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The filter for a processor and its 32-bit relatives.
    ///
    /// @param processor as the system property `os.arch` names it
    public static byte[] program(String processor) {
        List<Abi> abis =
                switch (processor) {
                    case "amd64" -> List.of(X86_64, I386);
                    case "aarch64" -> List.of(AARCH64, ARM);
                    default ->
                            throw new IllegalArgumentException(
                                    "no system call table for " + processor);
                };
        int instructions = 2;
        for (Abi abi : abis) {
            instructions += 1 + abi.length();
        }
        SeccompFilter filter = new SeccompFilter(instructions);
        filter.add(LOAD, 0, 0, ARCHITECTURE);
        for (Abi abi : abis) {
            filter.add(JUMP_EQUAL, 0, abi.length(), abi.token());
            filter.abi(abi);
        }
        filter.add(RETURN, 0, 0, KILL_PROCESS);
        return filter.program.array();
    }

    private void abi(Abi abi) {
        add(LOAD, 0, 0, NUMBER);
        // x32 calls come with the token of x86-64 and one more bit, and have the same numbers.
        add(AND, 0, 0, abi.equals(X86_64) ? NOT_X32 : -1);
        for (ModeCall call : abi.modeCalls()) {
            add(JUMP_EQUAL, 0, 4, call.number());
            add(LOAD, 0, 0, ARGUMENTS + 8 * call.argument());
            add(JUMP_SET, 0, 1, SETUID_OR_SETGID);
            add(RETURN, 0, 0, EPERM);
            add(RETURN, 0, 0, ALLOW);
        }
        for (int number : abi.attributeCalls()) {
            add(JUMP_EQUAL, 0, 1, number);
            add(RETURN, 0, 0, ENOTSUP);
        }
        add(RETURN, 0, 0, ALLOW);
    }

    private void add(int code, int whenTrue, int whenFalse, int operand) {
        program.putShort((short) code);
        program.put((byte) whenTrue).put((byte) whenFalse);
        program.putInt(operand);
    }
}
