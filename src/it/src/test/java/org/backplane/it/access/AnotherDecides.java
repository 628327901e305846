package org.backplane.it.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.backplane.message.ChannelName;
import org.backplane.security.Authorizer;
import org.backplane.security.Decision;
import org.backplane.security.Operation;
import org.backplane.security.User;

/** One too many beside {@link OwnerDecides}. */
@ApplicationScoped
public class AnotherDecides implements Authorizer {

    @Override
    public Decision decide(Operation operation, ChannelName channel, User user) {
        return Decision.ALLOWED;
    }
}
