package dev.firn.nix.daemon;

import dev.firn.nix.wire.Link;
import dev.firn.nix.wire.WireInput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads what the daemon tells before its answer to a request.
final class EventReader {

    private static final long LAST = 0x616c7473L;
    private static final long ERROR = 0x63787470L;
    private static final long NEXT = 0x6f6c6d67L;
    private static final long START_ACTIVITY = 0x53545254L;
    private static final long STOP_ACTIVITY = 0x53544f50L;
    private static final long RESULT = 0x52534c54L;

    private final Link link;
    private final WireInput in;
    private final Consumer<DaemonEvent> consumer;

    EventReader(Link link, WireInput in, Consumer<DaemonEvent> consumer) {
        this.link = link;
        this.in = in;
        this.consumer = consumer;
    }

    /// Hands on all events up to the answer; the next thing to read is the answer itself.
    ///
    /// @throws NixError when the answer is an error
    void untilAnswer() {
        while (true) {
            long kind = in.number();
            if (kind == LAST) {
                return;
            } else if (kind == ERROR) {
                throw error();
            } else if (kind == NEXT) {
                tell(new DaemonEvent.Message(in.message()));
            } else if (kind == START_ACTIVITY) {
                tell(started());
            } else if (kind == STOP_ACTIVITY) {
                tell(new DaemonEvent.ActivityStopped(in.number()));
            } else if (kind == RESULT) {
                long id = in.number();
                int code = (int) in.number();
                tell(DaemonEvent.result(id, code, fields()));
            } else {
                throw link.outOfStep("a message of kind 0x" + Long.toHexString(kind));
            }
        }
    }

    private DaemonEvent started() {
        long id = in.number();
        int level = (int) in.number();
        ActivityKind kind = ActivityKind.of(in.number());
        String text = in.message();
        List<Object> fields = fields();
        return new DaemonEvent.ActivityStarted(id, level, kind, text, fields, in.number());
    }

    private List<Object> fields() {
        int count = in.count();
        List<Object> fields = new ArrayList<>(4);
        for (int i = 0; i < count; i++) {
            long type = in.number();
            if (type == 0) {
                fields.add(in.number());
            } else if (type == 1) {
                fields.add(in.message());
            } else {
                throw link.outOfStep("a field of type " + type);
            }
        }
        return fields;
    }

    /// An error's type and name are always the same, positions are never sent.
    private NixError error() {
        in.text();
        int level = (int) in.number();
        in.text();
        String message = in.message();
        in.number();
        int count = in.count();
        List<String> traces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            in.number();
            traces.add(in.message());
        }
        return new NixError(message, level, traces);
    }

    private void tell(DaemonEvent event) {
        try {
            consumer.accept(event);
        } catch (RuntimeException e) {
            throw link.abandon(e);
        }
    }
}
