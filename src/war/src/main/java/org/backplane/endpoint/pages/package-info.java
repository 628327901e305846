/** The servlets and filters of the pages: login, logout, response headers, refusals, the style of a node. */
@NullMarked
package org.backplane.endpoint.pages;

import org.jspecify.annotations.NullMarked;
