/** Hub, REST and browser client at the context root, where the WAR of Backplane has them; the library has them below it. */
@NullMarked
package org.backplane.endpoint.root;

import org.jspecify.annotations.NullMarked;
