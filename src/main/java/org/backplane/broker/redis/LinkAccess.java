package org.backplane.broker.redis;

/**
 * How the links of a node are opened.
 *
 * @param credentials who the node is to Redis
 * @param openings those that are being opened
 */
record LinkAccess(LinkCredentials credentials, Openings openings) {}
