package dev.firn.doctor;

import java.io.IOException;

/// One thing that firn needs of the host, tried for real.
interface Probe {

    /// What is tried, a few words.
    String name();

    /// Tries it. Leaves nothing behind.
    ///
    /// @throws IOException if it could not even be tried; that counts as a lack
    Finding find() throws IOException, InterruptedException;

    default Finding fine(String detail) {
        return new Finding(name(), Finding.Verdict.FINE, detail, "");
    }

    default Finding warning(String detail, String fix) {
        return new Finding(name(), Finding.Verdict.WARNING, detail, fix);
    }

    default Finding lacking(String detail, String fix) {
        return new Finding(name(), Finding.Verdict.LACKING, detail, fix);
    }
}
