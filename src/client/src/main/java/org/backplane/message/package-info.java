/** Value types: messages, positions, names and the wire's JSON, as values that are valid from their constructors. */
@NullMarked
package org.backplane.message;

import org.jspecify.annotations.NullMarked;
