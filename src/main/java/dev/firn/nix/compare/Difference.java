package dev.firn.nix.compare;

import dev.firn.nix.compare.content.Cause;
import dev.firn.nix.compare.content.Spot;
import dev.firn.nix.nar.FileTree;
import java.util.List;
import java.util.Optional;

/// One thing that two builds differ in.
///
/// @param path below the output, in bytes; the output itself is the empty path. As our build names
///     it: what only they have is given with our hash in the place of theirs
public record Difference(String output, String path, Kind kind) {

    public enum Side {
        OURS,
        THEIRS
    }

    public enum FileType {
        DIRECTORY,
        REGULAR,
        SYMLINK;

        static FileType of(FileTree tree) {
            return switch (tree) {
                case FileTree.Directory _ -> DIRECTORY;
                case FileTree.Regular _ -> REGULAR;
                case FileTree.Symlink _ -> SYMLINK;
            };
        }
    }

    public sealed interface Kind {}

    /// What lies below a missing directory is not listed.
    ///
    /// @param side that does not have it
    public record Missing(Side side) implements Kind {}

    public record Type(FileType ours, FileType theirs) implements Kind {}

    /// @param ours whether ours can be executed, and theirs cannot
    public record Executable(boolean ours) implements Kind {}

    /// @param theirs with our hash in the place of theirs
    public record Target(String ours, String theirs, Optional<Cause> cause) implements Kind {}

    /// @param unexplained the first thing that nothing explains
    /// @param causes those that together explain every byte; empty if there is one they do not
    public record Content(Optional<Spot> unexplained, List<Cause> causes) implements Kind {
        public Content {
            causes = List.copyOf(causes);
        }
    }

    /// The same file has another name over there; whether its content differs is said apart.
    ///
    /// @param theirs the path over there
    public record Name(String theirs, Cause cause) implements Kind {}

    /// What is known to have made the difference; empty if nothing is.
    public List<Cause> causes() {
        return switch (kind) {
            case Missing _, Type _, Executable _ -> List.of();
            case Target target -> target.cause().stream().toList();
            case Content content -> content.causes();
            case Name name -> List.of(name.cause());
        };
    }

    /// Whether our build left the path in it at which it was built.
    public boolean namesBuiltPath() {
        return kind instanceof Content content
                && content.unexplained()
                        .filter(each -> each.kind() == Spot.Kind.BUILT_PATH)
                        .isPresent();
    }

    public boolean harmless() {
        return !causes().isEmpty();
    }
}
