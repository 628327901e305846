/**
 * What the browser sees: pages in a real Chromium, which the tests find on the PATH.
 *
 * <p>Without one they are skipped, and say so; with {@code CI=true} that is a failure.
 */
@NullMarked
package org.backplane.browser;

import org.jspecify.annotations.NullMarked;
