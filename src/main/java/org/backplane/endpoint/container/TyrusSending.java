package org.backplane.endpoint.container;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.backplane.endpoint.websocket.SendWindow;
import org.backplane.hub.api.Frame;

/**
 * Sends frames that are ready to Tyrus (2.1.5, in Payara 6.2025.10 and GlassFish 7.0.21), as its own broadcast does.
 *
 * <p>Its {@code sendText} costs 37 to 88 µs: it re-arms the idle timeout each time, through a managed scheduler and whatever
 * the timeout is, and encodes the text again for each client, letter by letter. This costs neither. The outcome is not told:
 * that a link broke is told by its end, and that a client does not read by the {@link SendWindow}.
 *
 * <p>The way there is no public one. Where it is not found, and for sessions with extensions, which change frames, the
 * portable way is taken.
 */
final class TyrusSending implements FrameSending {

    private static final System.Logger LOG = System.getLogger(TyrusSending.class.getName());
    private static final int WHOLE_TEXT = 0x81;
    private static final int SHORT = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MOST_HEADER = 10;

    /**
     * What it takes to send, by the class of a session's remote endpoint. Not a {@link ClassValue}: that would hang our classes
     * on one of the server, which outlives the application and would keep its class loader.
     */
    private static final Map<Class<?>, Optional<Way>> WAYS = new ConcurrentHashMap<>();

    private final MethodHandle send;

    private TyrusSending(MethodHandle send) {
        this.send = send;
    }

    /** The way for a session, if it is one of Tyrus. */
    static Optional<FrameSending> by(Session session) {
        Object remote = session.getAsyncRemote();
        return WAYS.computeIfAbsent(remote.getClass(), Way::of)
                .filter(way -> session.getNegotiatedExtensions().isEmpty())
                .map(way -> new TyrusSending(way.to(remote)));
    }

    @Override
    public void send(Frame frame, SendHandler outcome) throws IOException {
        ByteBuffer whole = whole(frame.utf8());
        try {
            Object unused = send.invoke(whole);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
        outcome.onResult(new SendResult());
    }

    /** A frame of a server by RFC 6455, section 5.2: the last of its message, of text, without a mask. */
    static ByteBuffer whole(byte[] text) {
        ByteBuffer frame = ByteBuffer.allocate(MOST_HEADER + text.length).put((byte) WHOLE_TEXT);
        if (text.length <= SHORT) {
            frame.put((byte) text.length);
        } else if (text.length <= 0xffff) {
            frame.put((byte) TWO_BYTES).putShort((short) text.length);
        } else {
            frame.put((byte) EIGHT_BYTES).putLong(text.length);
        }
        return frame.put(text).flip();
    }

    /** The remote endpoint's link, and the link's method that sends a frame as it is. */
    private record Way(Field link, MethodHandle sendRawFrame) {

        static Optional<Way> of(Class<?> remote) {
            if (!remote.getName().startsWith("org.glassfish.tyrus.core.")) {
                return Optional.empty();
            }
            try {
                Field link = remote.getSuperclass().getDeclaredField("webSocket");
                link.setAccessible(true);
                return Optional.of(new Way(
                        link,
                        MethodHandles.publicLookup()
                                .unreflect(link.getType().getMethod("sendRawFrame", ByteBuffer.class))
                                .asType(MethodType.methodType(Object.class, Object.class, ByteBuffer.class))));
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(Level.DEBUG, "frames go the portable way", e);
                return Optional.empty();
            }
        }

        MethodHandle to(Object remote) {
            try {
                return sendRawFrame.bindTo(link.get(remote));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
