package dev.firn.linux;

import java.io.IOException;

/// A system call that failed, with its error number.
public final class LinuxException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    LinuxException(String call, String subject, int errno) {
        super(subject + ": " + call + ": " + describe(errno));
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }

    private static String describe(int errno) {
        return switch (errno) {
            case 1 -> "operation not permitted";
            case 2 -> "no such file or directory";
            case 5 -> "input/output error";
            case 12 -> "out of memory";
            case 13 -> "permission denied";
            case 17 -> "file exists";
            case 18 -> "cross-device link";
            case 19 -> "no such device";
            case 22 -> "invalid argument";
            case 23, 24 -> "too many open files";
            case 28 -> "no space left on device";
            case 30 -> "read-only file system";
            case 39 -> "directory not empty";
            case 95 -> "operation not supported";
            case 122 -> "disk quota exceeded";
            default -> "error " + errno;
        };
    }
}
