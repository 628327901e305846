package org.backplane.endpoint.rest.http;

import org.backplane.hub.command.Content;

/**
 * The body of a request that publishes a message.
 *
 * @param keep false for a transient message
 */
public record MessageBody(Content content, boolean keep) {}
