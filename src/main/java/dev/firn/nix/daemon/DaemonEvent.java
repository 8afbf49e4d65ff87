package dev.firn.nix.daemon;

import java.util.List;

/// Something the daemon tells while it works on a request.
///
/// Texts are for people: decoded as UTF-8, with colours (ANSI sequences) as Nix wrote them.
public sealed interface DaemonEvent {

    /// A message, such as a warning or the report of a failed build; may have several lines, and
    /// mostly ends in a newline.
    record Message(String text) implements DaemonEvent {}

    /// @param level Nix's verbosity scale: 0 error, 1 warning, 3 info, 4 talkative and up
    /// @param text what to show, such as `building '/nix/store/...drv'`; may be empty
    /// @param fields numbers (`Long`) and texts (`String`), their meaning depends on the kind
    /// @param parent the activity this one belongs to, 0 if none
    record ActivityStarted(
            long id, int level, ActivityKind kind, String text, List<Object> fields, long parent)
            implements DaemonEvent {
        public ActivityStarted {
            fields = List.copyOf(fields);
        }
    }

    record ActivityStopped(long id) implements DaemonEvent {}

    /// A line of a build's log, without its newline.
    record BuildLogLine(long id, String line) implements DaemonEvent {}

    /// A build has come to a phase.
    record BuildPhase(long id, String phase) implements DaemonEvent {}

    /// How far an activity is; units depend on its kind (bytes, builds, paths).
    record Progress(long id, long done, long expected, long running, long failed)
            implements DaemonEvent {}

    /// How much an activity will have to do of some other kind.
    record Expected(long id, ActivityKind kind, long amount) implements DaemonEvent {}

    /// A result that firn has no use for.
    record OtherResult(long id, int code, List<Object> fields) implements DaemonEvent {
        public OtherResult {
            fields = List.copyOf(fields);
        }
    }

    /// The result of an activity, from the code and fields that Nix sends.
    static DaemonEvent result(long id, int code, List<Object> fields) {
        if (code == 101 && fields.size() == 1 && fields.get(0) instanceof String line) {
            return new BuildLogLine(id, line);
        }
        if (code == 104 && fields.size() == 1 && fields.get(0) instanceof String phase) {
            return new BuildPhase(id, phase);
        }
        if (code == 105 && numbers(fields, 4)) {
            return new Progress(
                    id, number(fields, 0), number(fields, 1), number(fields, 2), number(fields, 3));
        }
        if (code == 106 && numbers(fields, 2)) {
            return new Expected(id, ActivityKind.of(number(fields, 0)), number(fields, 1));
        }
        return new OtherResult(id, code, fields);
    }

    private static long number(List<Object> fields, int at) {
        return (Long) fields.get(at);
    }

    private static boolean numbers(List<Object> fields, int count) {
        if (fields.size() != count) {
            return false;
        }
        for (Object field : fields) {
            if (!(field instanceof Long)) {
                return false;
            }
        }
        return true;
    }
}
