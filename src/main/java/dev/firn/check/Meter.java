package dev.firn.check;

/// Told how far a check has come, from any thread.
public interface Meter {

    /// Before the first byte is read.
    ///
    /// @param bytes that are going to be read, as far as they have been counted
    void begin(long bytes);

    /// More bytes have been read.
    void read(long bytes);
}
