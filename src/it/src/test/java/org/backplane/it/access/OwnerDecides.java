package org.backplane.it.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.backplane.message.ChannelName;
import org.backplane.security.AccessRules;
import org.backplane.security.Authorizer;
import org.backplane.security.Decision;
import org.backplane.security.Operation;
import org.backplane.security.User;

/** Closes the vault to everybody; of all else the rules decide. */
@ApplicationScoped
public class OwnerDecides implements Authorizer {

    @Inject
    private AccessRules rules;

    @Override
    public Decision decide(Operation operation, ChannelName channel, User user) {
        return channel.value().startsWith("vault")
                ? Decision.refused("the vault is closed")
                : rules.decide(operation, channel, user);
    }
}
