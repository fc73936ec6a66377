package dev.tenet.rules.sql;

/**
 * Is told of each run of a template, on the thread that runs it: for metrics, spans and logs. It must be quick and safe
 * for many threads; what it throws is logged and goes no further. Neither the SQL nor the values of parameters come here.
 *
 * <p>A run is one statement with all its rows: of a batch all its calls, of a stream from its first row to its closing.
 * Each attempt that is {@linkplain Retry done again} is a run of its own.
 *
 * <p>A run that succeeded has been committed, a batch with all its calls. Not so in a transaction
 * ({@link SqlTemplates#inTransaction}, {@link SqlTemplates#on}): there it says that the database took the statement, and
 * what becomes of the transaction is told to nobody.
 */
@FunctionalInterface
public interface QueryObserver {
    /** A template begins to run. What is returned is told once how the run ended, as a rule on the same thread. */
    Observation started(QueryCall call);

    /** The observation of one run. */
    @FunctionalInterface
    interface Observation {
        /** The run ended. */
        void ended(QueryOutcome outcome);
    }
}
