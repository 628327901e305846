/** An application that uses the library and has REST, providers and filters of its own. */
@NullMarked
package org.backplane.it.host;

import org.jspecify.annotations.NullMarked;
