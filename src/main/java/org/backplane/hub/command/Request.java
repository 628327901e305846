package org.backplane.hub.command;

import java.util.Optional;
import org.backplane.message.JsonText;

/**
 * One command of a client, with the id under which its answer is to go back.
 *
 * @param id a JSON string or number, as it was sent; empty if the client gave none
 * @param command what is wanted
 */
public record Request(Optional<JsonText> id, Command command) {}
