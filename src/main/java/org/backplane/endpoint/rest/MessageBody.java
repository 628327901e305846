package org.backplane.endpoint.rest;

import org.backplane.hub.Content;

/**
 * What a client wants to say.
 *
 * @param keep whether the message is to be stored
 */
record MessageBody(Content content, boolean keep) {}
