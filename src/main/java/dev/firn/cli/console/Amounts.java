package dev.firn.cli.console;

import java.time.Duration;

/// Times and sizes as people read them. Written without `String.format`, which costs tens of
/// milliseconds at its first use.
public final class Amounts {

    private Amounts() {}

    /// `43 ms`, `4.3 s`, `5 min 07 s`, `2 h 05 min`.
    public static String time(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1000) {
            return millis + " ms";
        }
        long seconds = millis / 1000;
        if (seconds < 60) {
            return seconds + "." + millis % 1000 / 100 + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return minutes + " min " + twoDigits(seconds % 60) + " s";
        }
        return minutes / 60 + " h " + twoDigits(minutes % 60) + " min";
    }

    /// `512 B`, `1.2 kB`, `34 MB`; powers of ten.
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB", "PB", "EB"};
        int unit = 0;
        long tenths = bytes / 100;
        while (tenths >= 10_000) {
            tenths /= 1000;
            unit++;
        }
        String number = tenths < 100 ? tenths / 10 + "." + tenths % 10 : Long.toString(tenths / 10);
        return number + " " + units[unit];
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
