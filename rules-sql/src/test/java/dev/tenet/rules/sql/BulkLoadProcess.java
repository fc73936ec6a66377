package dev.tenet.rules.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * A process that loads, to be killed: says after each 500 rows and at each checkpoint how far it is, and every 5,000 rows
 * waits to be told to go on, so that it cannot run away from who is to kill it.
 */
final class BulkLoadProcess {
    private BulkLoadProcess() {}

    /** Wants the URL of a database and the number of rows. */
    public static void main(String[] arguments) throws SQLException {
        long rows = Long.parseLong(arguments[1]);
        try (PooledDatabase database = PooledDatabase.open(
                arguments[0], PoolOptions.builder().maximum(2).build())) {
            loader(database).load(LongStream.rangeClosed(1, rows).mapToObj(n -> {
                if (n % 500 == 0) {
                    say("row " + n);
                }
                if (n % 5_000 == 0) {
                    waitForWord();
                }
                return row(n);
            }));
        }
    }

    /** One row in 10,000 is bad. */
    private static Object[] row(long n) {
        return new Object[] {n, n % 10_000 == 7_777 ? null : "text of row " + n, n / 8.0};
    }

    static BulkLoader loader(PooledDatabase database) {
        return BulkLoader.into(database, "loaded")
                .job("killed")
                .column("n", ValueType.INTEGER)
                .column("label", ValueType.STRING)
                .column("amount", ValueType.NUMBER)
                .rejects(Long.MAX_VALUE, row -> say("reject " + row.position()))
                .onProgress(progress -> say("checkpoint " + progress.taken()))
                .patience(Duration.ofSeconds(60))
                .build();
    }

    private static void waitForWord() {
        try {
            if (System.in.read() < 0) {
                throw new IllegalStateException("nobody is there");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
