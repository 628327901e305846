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
import org.backplane.hub.api.Frame;

/**
 * Tyrus 2.1.5 (Payara 6.2025.10, GlassFish 7.0.21): sends frames that are encoded already, as the broadcast of Tyrus does.
 *
 * <p>{@code sendText} of Tyrus costs 37 to 88 µs. It re-arms the idle timeout each time, through a managed scheduler and even
 * if there is no timeout, and encodes the text for each client again, character by character. Raw frames cost neither. Their
 * outcome is reported as successful at once: the container reports a broken link by closing the session, and a client that
 * does not read is noticed by the missing pong.
 *
 * <p>The method that sends raw frames is not public API and is found by reflection. If it is not found, and for sessions with
 * extensions, which transform frames, the session is treated as one of a {@link PortableContainer}.
 */
final class TyrusContainer implements Container {

    private static final System.Logger LOG = System.getLogger(TyrusContainer.class.getName());
    private static final int FINAL_TEXT_FRAME = 0x81;
    private static final int MAX_SHORT_LENGTH = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MAX_HEADER_BYTES = 10;

    /**
     * The access to raw sending, by the class of a session's remote endpoint. Not a {@link ClassValue}: that would make a
     * class of the server, which outlives the application, refer to our classes and keep their class loader.
     */
    private static final Map<Class<?>, Optional<RawSending>> RAW_SENDING = new ConcurrentHashMap<>();

    private final MethodHandle sendRawFrame;

    private TyrusContainer(MethodHandle sendRawFrame) {
        this.sendRawFrame = sendRawFrame;
    }

    /** Returns the container of a session; empty if it is not Tyrus, or if its frames must not be sent raw. */
    static Optional<Container> find(Session session) {
        Object remote = session.getAsyncRemote();
        return RAW_SENDING
                .computeIfAbsent(remote.getClass(), RawSending::find)
                .filter(raw -> session.getNegotiatedExtensions().isEmpty())
                .map(raw -> new TyrusContainer(raw.bindTo(remote)));
    }

    @Override
    public void send(Frame frame, SendHandler outcome) throws IOException {
        ByteBuffer encoded = encode(frame.utf8());
        try {
            Object unused = sendRawFrame.invoke(encoded);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
        outcome.onResult(new SendResult());
    }

    /** Encodes a text as one unmasked final frame (RFC 6455, section 5.2). */
    static ByteBuffer encode(byte[] text) {
        ByteBuffer frame = ByteBuffer.allocate(MAX_HEADER_BYTES + text.length).put((byte) FINAL_TEXT_FRAME);
        if (text.length <= MAX_SHORT_LENGTH) {
            frame.put((byte) text.length);
        } else if (text.length <= 0xffff) {
            frame.put((byte) TWO_BYTES).putShort((short) text.length);
        } else {
            frame.put((byte) EIGHT_BYTES).putLong(text.length);
        }
        return frame.put(text).flip();
    }

    /**
     * @param webSocket the field of a remote endpoint that holds its Tyrus WebSocket
     * @param sendRawFrame the method of the Tyrus WebSocket that sends a frame unchanged
     */
    private record RawSending(Field webSocket, MethodHandle sendRawFrame) {

        static Optional<RawSending> find(Class<?> remote) {
            if (!remote.getName().startsWith("org.glassfish.tyrus.core.")) {
                return Optional.empty();
            }
            try {
                Field webSocket = remote.getSuperclass().getDeclaredField("webSocket");
                webSocket.setAccessible(true);
                return Optional.of(new RawSending(
                        webSocket,
                        MethodHandles.publicLookup()
                                .unreflect(webSocket.getType().getMethod("sendRawFrame", ByteBuffer.class))
                                .asType(MethodType.methodType(Object.class, Object.class, ByteBuffer.class))));
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(Level.DEBUG, "frames are sent by the API of Jakarta WebSocket", e);
                return Optional.empty();
            }
        }

        MethodHandle bindTo(Object remote) {
            try {
                return sendRawFrame.bindTo(webSocket.get(remote));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
