package org.backplane.endpoint.container;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.function.Supplier;
import org.backplane.security.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the server and its own WebSocket, where that is an upgrade of Servlet, and ends a connection whose client
 * pings faster than it may send commands.
 *
 * <p>Tyrus (Payara 6.2025.10) answers each ping by itself and queues the answers without bound: one client that pinged and
 * never read took 230 MB of heap with 60 MB of pings. Undertow (WildFly 39) upgrades without Servlet, so this does not see
 * it, and reads nothing more from a client that does not take its answers. Open Liberty 26.0.0.3 upgrades by Servlet, but
 * hears nothing through a stream that is not its own: it is left alone.
 */
public final class WatchedUpgrade implements HttpUpgradeHandler {

    private static final String LIBERTY = "com.ibm.";

    private @Nullable HttpUpgradeHandler handler;
    private @Nullable PingLimit counter;

    /** For the container. */
    public WatchedUpgrade() {}

    /** The same request; a server that upgrades it gets the handler that it asked for, and this stands before that. */
    public static HttpServletRequest of(HttpServletRequest request, Supplier<RateLimit> pings) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
                if (type.getName().startsWith(LIBERTY)) {
                    return super.upgrade(type);
                }
                try {
                    T handler = type.getDeclaredConstructor().newInstance();
                    super.upgrade(WatchedUpgrade.class).watch(handler, pings.get());
                    return handler;
                } catch (ReflectiveOperationException onlyTheServerMakesIt) {
                    return super.upgrade(type);
                }
            }
        };
    }

    private void watch(HttpUpgradeHandler server, RateLimit pings) {
        handler = server;
        counter = new PingLimit(pings);
    }

    @Override
    public void init(WebConnection connection) {
        HttpUpgradeHandler server = handler;
        PingLimit pings = counter;
        if (server != null && pings != null) {
            server.init(new WatchedConnection(connection, pings));
        }
    }

    @Override
    public void destroy() {
        HttpUpgradeHandler server = handler;
        if (server != null) {
            server.destroy();
        }
    }

    @SuppressWarnings("try") // what close() throws is the container's affair
    private record WatchedConnection(WebConnection connection, PingLimit pings) implements WebConnection {

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new WatchedInput(connection.getInputStream(), pings);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return connection.getOutputStream();
        }

        @Override
        public void close() throws Exception {
            connection.close();
        }
    }

    /** Shows the counter what is read. */
    private static final class WatchedInput extends ServletInputStream {

        private final ServletInputStream in;
        private final PingLimit pings;

        WatchedInput(ServletInputStream in, PingLimit pings) {
            this.in = in;
            this.pings = pings;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            if (read >= 0) {
                pings.see(new byte[] {(byte) read}, 0, 1);
            }
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            if (read > 0) {
                pings.see(bytes, offset, read);
            }
            return read;
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(new PlainReader(listener));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /**
     * Reads with the class loader of the platform about it. Tyrus re-arms its idle timeout for each frame that comes, as for
     * each that goes (see {@link TyrusSending}), and looks through all jars of the application for it otherwise.
     */
    private record PlainReader(ReadListener listener) implements ReadListener {

        @Override
        public void onDataAvailable() throws IOException {
            ContextLoader.ofPlatform(listener::onDataAvailable);
        }

        @Override
        public void onAllDataRead() throws IOException {
            listener.onAllDataRead();
        }

        @Override
        public void onError(Throwable failure) {
            listener.onError(failure);
        }
    }
}
