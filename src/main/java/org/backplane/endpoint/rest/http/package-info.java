/** What all REST resources share: who asks, how bodies are read, answers and problems are written. */
@NullMarked
package org.backplane.endpoint.rest.http;

import org.jspecify.annotations.NullMarked;
