package org.backplane.endpoint.rest.http;

import org.backplane.hub.command.Content;

/**
 * What a client wants to say.
 *
 * @param keep whether the message is to be stored
 */
public record MessageBody(Content content, boolean keep) {}
