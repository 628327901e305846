/** Application servers as processes of the tests' own, on 127.0.0.1, administered as their administrators do it. */
@NullMarked
package org.backplane.server;

import org.jspecify.annotations.NullMarked;
