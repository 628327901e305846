/** What tests of every kind stand on: a real Redis, and a network that can be broken. */
@NullMarked
package org.backplane.test;

import org.jspecify.annotations.NullMarked;
