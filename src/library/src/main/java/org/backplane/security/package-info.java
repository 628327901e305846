/** Users and their permissions: identities, access rules, allowed origins, rate limits. */
@NullMarked
package org.backplane.security;

import org.jspecify.annotations.NullMarked;
