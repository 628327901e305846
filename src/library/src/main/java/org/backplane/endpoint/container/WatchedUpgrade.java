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
 * Wraps the upgrade handler of a server whose WebSocket is a Servlet upgrade, and closes a connection whose client sends more
 * pings than it may send commands.
 *
 * <p>Tyrus (Payara 6.2025.10) answers each ping by itself and queues the answers without bound: one client that sent pings and
 * never read took 230 MB of heap with 60 MB of pings. Undertow (WildFly 39) upgrades without Servlet, so this class has no
 * effect there; it stops reading from a client that does not read the answers. Open Liberty 26.0.0.3 upgrades by Servlet, but
 * receives nothing through a wrapped stream, so its upgrades are not wrapped.
 */
public final class WatchedUpgrade implements HttpUpgradeHandler {

    private static final String LIBERTY = "com.ibm.";

    private @Nullable HttpUpgradeHandler handler;
    private @Nullable PingLimit pingLimit;

    /** For the container. */
    public WatchedUpgrade() {}

    /**
     * Wraps a request so that its upgrade goes through this class; the server still gets an instance of the handler it asks
     * for.
     */
    public static HttpServletRequest of(HttpServletRequest request, Supplier<RateLimit> pings) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
                if (type.getName().startsWith(LIBERTY)) {
                    return super.upgrade(type);
                }
                try {
                    T handler = type.getDeclaredConstructor().newInstance();
                    super.upgrade(WatchedUpgrade.class).setUp(handler, pings.get());
                    return handler;
                } catch (ReflectiveOperationException onlyTheServerCanCreateIt) {
                    return super.upgrade(type);
                }
            }
        };
    }

    private void setUp(HttpUpgradeHandler server, RateLimit pings) {
        handler = server;
        pingLimit = new PingLimit(pings);
    }

    @Override
    public void init(WebConnection connection) {
        HttpUpgradeHandler server = handler;
        PingLimit pings = pingLimit;
        if (server != null && pings != null) {
            server.init(new LimitedConnection(connection, pings));
        }
    }

    @Override
    public void destroy() {
        HttpUpgradeHandler server = handler;
        if (server != null) {
            server.destroy();
        }
    }

    @SuppressWarnings("try") // close() of the container may throw anything
    private record LimitedConnection(WebConnection connection, PingLimit pings) implements WebConnection {

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedInput(connection.getInputStream(), pings);
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

    /** Passes what is read to the limit. */
    private static final class LimitedInput extends ServletInputStream {

        private final ServletInputStream in;
        private final PingLimit pings;

        LimitedInput(ServletInputStream in, PingLimit pings) {
            this.in = in;
            this.pings = pings;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            if (read >= 0) {
                pings.accept(new byte[] {(byte) read}, 0, 1);
            }
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            if (read > 0) {
                pings.accept(bytes, offset, read);
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
            in.setReadListener(new PlatformReader(listener));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /**
     * Reads with the class loader of the platform. Tyrus re-arms its idle timeout for each received frame, as for each sent one
     * (see {@link TyrusContainer}), and would search all jars of the application each time.
     */
    private record PlatformReader(ReadListener listener) implements ReadListener {

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
