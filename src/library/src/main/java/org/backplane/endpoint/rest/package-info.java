/** The REST API: the operations of the hub as JAX-RS resources, with the terms of the wire protocol. */
@NullMarked
package org.backplane.endpoint.rest;

import org.jspecify.annotations.NullMarked;
