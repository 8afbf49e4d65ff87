package dev.firn.linux;

/// The keys of the kernel that a login session has, and every process of it.
public final class SessionKeyring {

    private static final int KEYCTL_X86_64 = 250;
    private static final int KEYCTL_AARCH64 = 219;
    private static final int JOIN_SESSION_KEYRING = 1;

    private static final Native SYSCALL = Native.returningLong("syscall");

    private SessionKeyring() {}

    /// Gives this thread, and the processes that it starts from now on, an empty session keyring of
    /// their own (`keyctl(2)`). Does nothing where the kernel has no keyrings, or does not allow
    // it.
    public static void leave() {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        SYSCALL.call(arm ? KEYCTL_AARCH64 : KEYCTL_X86_64, JOIN_SESSION_KEYRING, 0, 0, 0);
    }
}
