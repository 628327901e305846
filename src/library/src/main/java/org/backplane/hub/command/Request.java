package org.backplane.hub.command;

import java.util.Optional;
import org.backplane.message.JsonText;

/**
 * A command of a client with the id of the request.
 *
 * @param id a JSON string or number, returned unchanged in the answer; empty if the client sent none
 */
public record Request(Optional<JsonText> id, Command command) {}
