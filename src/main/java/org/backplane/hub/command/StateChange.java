package org.backplane.hub.command;

import java.util.OptionalLong;
import org.backplane.message.JsonText;

/**
 * What a state document is to become.
 *
 * @param key which one
 * @param value its new content; JSON null deletes it
 * @param version the version that it must have now, 0: it must not exist; empty: whatever it has
 */
public record StateChange(String key, JsonText value, OptionalLong version) {}
