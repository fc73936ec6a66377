/** How a {@link dev.tenet.rules.sql.BulkLoader} works: a run of a job, its lock, its checkpoints and its chunks of rows. */
package dev.tenet.rules.sql.internal.bulk;
