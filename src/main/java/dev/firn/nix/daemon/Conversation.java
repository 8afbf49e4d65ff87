package dev.firn.nix.daemon;

import dev.firn.nix.wire.Link;
import dev.firn.nix.wire.WireInput;
import dev.firn.nix.wire.WireOutput;
import dev.firn.problem.Problem;
import java.util.function.Consumer;

/// The two directions of a connection, and how a request and its answer take turns.
final class Conversation implements AutoCloseable {

    private static final long HELLO = 0x6e697863L;
    private static final long HELLO_BACK = 0x6478696fL;

    /// 1.35: the first version whose handshake tells trust; every later daemon accepts it.
    private static final int OUR_MINOR = 35;

    /// 1.34 is Nix 2.8.
    private static final int LEAST_MINOR = 34;

    private static final int MAJOR = 1;
    private static final int TRUST_MINOR = 35;

    final WireOutput out;
    final WireInput in;
    final String version;
    final Trust trust;
    private final Link link;
    private final EventReader events;

    /// Shakes hands.
    Conversation(Link link, Consumer<DaemonEvent> consumer) {
        this.link = link;
        out = new WireOutput(link);
        in = new WireInput(link);
        events = new EventReader(link, in, consumer);
        out.number(HELLO);
        out.flush();
        long magic = in.number();
        if (magic != HELLO_BACK) {
            throw link.outOfStep("0x" + Long.toHexString(magic) + " instead of a greeting");
        }
        long theirs = in.number();
        int minor = (int) (theirs & 0xff);
        if (theirs >>> 8 != MAJOR || minor < LEAST_MINOR) {
            throw link.abandon(tooOld(minor));
        }
        out.number(MAJOR << 8 | OUR_MINOR);
        out.number(0); // no CPU affinity
        out.number(0); // no reserved space
        out.flush();
        version = in.text();
        trust = minor >= TRUST_MINOR ? trust(in.number()) : Trust.UNKNOWN;
        events.untilAnswer();
    }

    /// Starts a request; its arguments are written next.
    void ask(Operation operation) {
        out.number(operation.code());
    }

    /// Sends what was written and waits for the answer, which is to be read next.
    ///
    /// @throws NixError when the answer is an error
    void hear() {
        out.flush();
        hearNext();
    }

    /// Waits for one more answer, where several requests were sent.
    void hearNext() {
        events.untilAnswer();
    }

    /// Sends content as the last argument of a request and waits for the answer.
    void upload(NarSource source) {
        new Upload(out, events).send(source);
    }

    @Override
    public void close() {
        link.close();
    }

    private static Problem tooOld(int minor) {
        return new Problem(
                Problem.Kind.HOST,
                "the Nix daemon is too old for firn",
                "it speaks protocol 1." + minor + ", Nix 2.8 speaks 1." + LEAST_MINOR,
                "upgrade Nix to 2.8 or newer");
    }

    private static Trust trust(long told) {
        return told == 1 ? Trust.TRUSTED : told == 2 ? Trust.NOT_TRUSTED : Trust.UNKNOWN;
    }

    /// The protocol's requests, as far as firn makes them.
    enum Operation {
        IS_VALID_PATH(1),
        ADD_TO_STORE(7),
        BUILD_PATHS(9),
        ADD_TEMP_ROOT(11),
        ADD_INDIRECT_ROOT(12),
        SET_OPTIONS(19),
        QUERY_PATH_INFO(26),
        QUERY_VALID_PATHS(31),
        ADD_TO_STORE_NAR(39),
        QUERY_MISSING(40),
        QUERY_OUTPUT_MAP(41);

        private final int code;

        Operation(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
