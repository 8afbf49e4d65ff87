package dev.firn.cli.action;

import dev.firn.build.visit.Visitor;
import dev.firn.cli.request.enter.MountRequest;
import dev.firn.cli.request.enter.MountsRequest;
import dev.firn.cli.request.enter.RunRequest;
import dev.firn.cli.request.enter.ShellRequest;
import dev.firn.cli.request.enter.UnmountRequest;
import dev.firn.enter.ShellEnd;
import dev.firn.mount.Mounted;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// Ways into the state of a build. Notes are lines for people.
public interface Entrances {

    /// Runs a command on the last result in place, or in a state.
    ///
    /// @return the exit status of the command
    int run(RunRequest request, Visitor visitor) throws IOException, InterruptedException;

    /// Opens a shell in a state.
    ///
    /// A shell whose files the build is to go on with is followed by [Actions#resume].
    ShellEnd shell(ShellRequest request, Visitor visitor) throws IOException, InterruptedException;

    /// Makes a state a directory of this machine, which it stays until it is unmounted.
    Mounted mount(MountRequest request, Consumer<String> notes)
            throws IOException, InterruptedException;

    /// What is mounted.
    List<Mounted> mounts(MountsRequest request, Consumer<String> notes)
            throws IOException, InterruptedException;

    void unmount(UnmountRequest request, Consumer<String> notes)
            throws IOException, InterruptedException;
}
