package org.backplane.hub.command;

import java.util.OptionalLong;
import org.backplane.message.JsonText;

/**
 * A write of a state document.
 *
 * @param value the new content; JSON null deletes the document
 * @param version the expected current version, 0 if the document must not exist; empty to write without a check
 */
public record StateChange(String key, JsonText value, OptionalLong version) {}
