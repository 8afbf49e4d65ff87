package dev.firn;

import dev.firn.build.BuildEvent;
import dev.firn.cli.request.Actions;
import dev.firn.cli.request.BuildListing;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.DoctorRequest;
import dev.firn.cli.request.ListRequest;
import dev.firn.cli.request.LogRequest;
import dev.firn.cli.request.RunRequest;
import dev.firn.doctor.Finding;
import java.io.OutputStream;
import java.util.function.Consumer;

/// Puts the parts together, each when it is needed.
final class Wiring implements Actions {

    @Override
    public void build(BuildRequest request, Consumer<BuildEvent> events) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int run(RunRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void doctor(DoctorRequest request, Consumer<Finding> findings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void log(LogRequest request, OutputStream out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BuildListing list(ListRequest request) {
        throw new UnsupportedOperationException();
    }
}
