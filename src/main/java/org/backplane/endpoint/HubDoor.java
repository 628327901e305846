package org.backplane.endpoint;

import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.hub.Hub;

/**
 * What the endpoints of all connections work with.
 *
 * <p>They are given it as one bean: Tyrus (Payara 6.2025.10) keeps the metadata of every injection point for each connection
 * anew, over 130 bytes each.
 */
record HubDoor(Hub hub, Logins logins, HandshakePass pass, CommandReader reader) {

    static HubDoor of(Hub hub, Logins logins, HandshakePass pass, Configuration configuration) {
        return new HubDoor(hub, logins, pass, new CommandReader(configuration.get(Settings.MESSAGE_MAX_BYTES)));
    }
}
