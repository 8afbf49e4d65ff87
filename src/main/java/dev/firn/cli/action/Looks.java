package dev.firn.cli.action;

import dev.firn.cache.BuildRecord;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.BuildsRequest;
import dev.firn.cli.request.look.CatRequest;
import dev.firn.cli.request.look.CatRequest.FileName;
import dev.firn.cli.request.look.CheckoutRequest;
import dev.firn.cli.request.look.DiffRequest;
import dev.firn.cli.request.look.ExplainRequest;
import dev.firn.cli.request.look.FilesRequest;
import dev.firn.cli.request.look.FollowRequest;
import dev.firn.cli.request.look.ListRequest;
import dev.firn.cli.request.look.LogRequest;
import dev.firn.inspect.Differences;
import dev.firn.inspect.Explanation;
import dev.firn.inspect.Listed;
import dev.firn.overlay.TreeVisitor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// What can be seen of recorded builds; nothing is changed, and neither Nix nor the sandbox needed.
public interface Looks {

    /// Whether a process is at a build now, which has no record yet.
    boolean areBehind(Settings settings) throws IOException;

    /// Says why the steps of a build ran.
    Explanation explain(ExplainRequest request) throws IOException;

    /// Writes the bytes of a log.
    void log(LogRequest request, OutputStream out) throws IOException;

    /// Writes the bytes of the logs of a build that runs, as they come, until it ends.
    ///
    /// @param notes is told what the build does before its first step
    void follow(FollowRequest request, OutputStream out, Consumer<String> notes)
            throws IOException, InterruptedException;

    /// A build and its steps.
    BuildRecord list(ListRequest request) throws IOException;

    /// Recorded builds, newest first.
    List<BuildRecord> builds(BuildsRequest request) throws IOException;

    /// Tells of the files of a state, or of those that a step changed.
    void files(FilesRequest request, TreeVisitor<Listed> visitor) throws IOException;

    /// Opens one file of a state after the other.
    void cat(CatRequest request, Reader reader) throws IOException;

    /// Copies a state into a directory.
    ///
    /// @return the directory in there in which the build's shell was, if it was copied; else the
    ///     whole copy
    Path checkout(CheckoutRequest request) throws IOException, InterruptedException;

    /// Compares two states.
    void diff(DiffRequest request, Differences report) throws IOException;

    /// Who reads files.
    interface Reader {
        /// @param name as the user gave it
        void read(FileName name, InputStream content) throws IOException;
    }
}
