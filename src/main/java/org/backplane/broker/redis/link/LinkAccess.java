package org.backplane.broker.redis.link;

/**
 * How the links of a node are opened.
 *
 * @param credentials who the node is to Redis
 * @param openings those that are being opened
 */
public record LinkAccess(LinkCredentials credentials, LinkOpenings openings) {}
