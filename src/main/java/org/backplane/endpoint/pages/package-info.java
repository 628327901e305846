/** What the pages need: login, logout, headers, refusals, the style of a node. */
@NullMarked
package org.backplane.endpoint.pages;

import org.jspecify.annotations.NullMarked;
