package org.backplane.endpoint.container;

import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Finds the I/O thread of a session of Undertow (2.3, in WildFly 39): what is sent there goes into the socket at once.
 *
 * <p>A send on any other thread is a task for the I/O thread, which is woken up for it: one channel with 200 listeners and 50
 * messages a second cost two nodes 31 to 36 µs of CPU per delivery so, and 26 to 27 with this.
 *
 * <p>The way there is no public one. Where it is not found, the hub sends on threads of its own.
 */
public final class UndertowThread {

    private static final System.Logger LOG = System.getLogger(UndertowThread.class.getName());

    /**
     * From a session to its I/O thread, by the class of the session. Not a {@link ClassValue}: nothing of the application is
     * to hang on a class of the server, which outlives it.
     */
    private static final Map<Class<?>, Optional<MethodHandle>> WAYS = new ConcurrentHashMap<>();

    private UndertowThread() {}

    /** The thread of a session, if it is one of Undertow. */
    public static Optional<Executor> of(Session session) {
        return WAYS.computeIfAbsent(session.getClass(), UndertowThread::way).map(way -> thread(way, session));
    }

    private static Executor thread(MethodHandle way, Session session) {
        try {
            return (Executor) way.invokeExact(session);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<MethodHandle> way(Class<?> session) {
        if (!session.getName().startsWith("io.undertow.websockets.jsr.")) {
            return Optional.empty();
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle channel = lookup.unreflect(session.getMethod("getWebSocketChannel"));
            MethodHandle thread = lookup.unreflect(channel.type().returnType().getMethod("getIoThread"));
            return Optional.of(MethodHandles.filterReturnValue(
                    channel.asType(MethodType.methodType(Object.class, Session.class)),
                    thread.asType(MethodType.methodType(Executor.class, Object.class))));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "the hub sends on threads of its own", e);
            return Optional.empty();
        }
    }
}
