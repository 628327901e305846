package org.backplane.broker.redis.link;

/**
 * What all links of a node share while they are opened.
 *
 * @param credentials the user and password of the node
 * @param openings the links that are being opened
 */
public record LinkAccess(LinkCredentials credentials, LinkOpenings openings) {}
