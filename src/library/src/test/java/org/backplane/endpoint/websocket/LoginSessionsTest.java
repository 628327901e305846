package org.backplane.endpoint.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Connection;
import org.backplane.hub.command.Request;
import org.junit.jupiter.api.Test;

/** Tests which connections are closed when an HTTP session ends. */
class LoginSessionsTest {

    private final LoginSessions logins = new LoginSessions();
    private final Client ada = new Client();
    private final Client bob = new Client();

    @Test
    void endOfASessionClosesItsConnectionsOnly() {
        Client second = new Client();
        logins.opened(session("s1", true), ada);
        logins.opened(session("s1", true), second);
        logins.opened(session("s2", true), bob);

        logins.ended("s1");

        assertThat(ada.closed).containsExactly(CloseReason.LOGIN_ENDED);
        assertThat(second.closed).containsExactly(CloseReason.LOGIN_ENDED);
        assertThat(bob.closed).isEmpty();
    }

    @Test
    void closedConnectionIsRemovedFromItsSession() {
        logins.opened(session("s1", true), ada);
        logins.opened(session("s1", true), bob);
        logins.closed(session("s1", true), ada);

        logins.ended("s1");

        assertThat(ada.closed).isEmpty();
        assertThat(bob.closed).containsExactly(CloseReason.LOGIN_ENDED);
    }

    @Test
    void connectionOfAnEndedSessionIsClosedAtOnce() {
        logins.opened(session("s1", false), ada);

        assertThat(ada.closed).containsExactly(CloseReason.LOGIN_ENDED);
    }

    @Test
    void connectionsFollowASessionToItsNewId() {
        logins.opened(session("before", true), ada);
        logins.opened(session("now", true), bob);
        logins.renamed("before", "now");
        logins.renamed("unknown", "elsewhere");

        logins.ended("now");

        assertThat(ada.closed).containsExactly(CloseReason.LOGIN_ENDED);
        assertThat(bob.closed).containsExactly(CloseReason.LOGIN_ENDED);
    }

    private static HttpSession session(String id, boolean valid) {
        return (HttpSession) Proxy.newProxyInstance(
                HttpSession.class.getClassLoader(), new Class<?>[] {HttpSession.class}, (self, method, arguments) -> {
                    if (method.getName().equals("getId")) {
                        return id;
                    }
                    if (!valid) {
                        throw new IllegalStateException("ended");
                    }
                    return 1L;
                });
    }

    /** A connection that records the reason of its close. */
    private static final class Client implements Connection {

        private final List<CloseReason> closed = new ArrayList<>();

        @Override
        public String id() {
            return "c";
        }

        @Override
        public void accept(Request request) {}

        @Override
        public boolean isOpen() {
            return closed.isEmpty();
        }

        @Override
        public void close(CloseReason reason) {
            closed.add(reason);
        }

        @Override
        public void ended() {}
    }
}
