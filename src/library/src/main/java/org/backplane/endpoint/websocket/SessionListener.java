package org.backplane.endpoint.websocket;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;

/** Tells {@link LoginSessions} about HTTP sessions that end or get another id. */
@WebListener
public final class SessionListener implements HttpSessionListener, HttpSessionIdListener {

    @Inject
    private LoginSessions logins;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public SessionListener() {}

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        logins.ended(event.getSession().getId());
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String before) {
        logins.renamed(before, event.getSession().getId());
    }
}
