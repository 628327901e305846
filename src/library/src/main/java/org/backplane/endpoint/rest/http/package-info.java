/** Code that all REST resources share: the user of a request, request bodies, responses and problems. */
@NullMarked
package org.backplane.endpoint.rest.http;

import org.jspecify.annotations.NullMarked;
