/** The door for HTTP: the hub's operations as JAX-RS resources, with the words of the wire protocol. */
@NullMarked
package org.backplane.endpoint.rest;

import org.jspecify.annotations.NullMarked;
