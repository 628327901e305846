/** Who is behind a connection, and who may do what. */
@NullMarked
package org.backplane.security;

import org.jspecify.annotations.NullMarked;
