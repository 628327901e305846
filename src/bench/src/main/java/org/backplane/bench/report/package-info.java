/** What becomes of the rows: JSON, table, charts. */
@NullMarked
package org.backplane.bench.report;

import org.jspecify.annotations.NullMarked;
