package dev.tenet.rules.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Who borrowed each connection last. A loan is over when its connection is closed, which the pool's own proxy knows, so
 * nothing needs to be told of it. Thread-safe.
 */
final class Loans {
    /** The frames between the host and the wire. */
    private static final List<String> BELOW_THE_HOST = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.zaxxer.hikari.",
            "dev.tenet.rules.",
            "org.postgresql.",
            "org.sqlite.",
            "org.h2.",
            "org.mariadb.");

    private final Map<Connection, Loan> byPhysical = new ConcurrentHashMap<>();
    private final int limit;

    Loans(int connections) {
        this.limit = 2 * connections;
    }

    private record Loan(Connection connection, Thread thread, long sinceNanos, String purpose) {
        boolean isOver() {
            try {
                return connection.isClosed();
            } catch (SQLException e) {
                return true; // a proxy that cannot say so is of no use to its borrower either
            }
        }

        Borrower borrower(long nowNanos) {
            return new Borrower(
                    purpose,
                    thread.getName(),
                    Duration.ofNanos(nowNanos - sinceNanos),
                    Stream.of(thread.getStackTrace()).filter(Loans::isOfTheHost).findFirst());
        }
    }

    void lent(Connection connection, String purpose) throws SQLException {
        Connection physical = connection.unwrap(Connection.class);
        byPhysical.put(physical, new Loan(connection, Thread.currentThread(), System.nanoTime(), purpose));
        if (byPhysical.size() > limit) {
            byPhysical.values().removeIf(Loan::isOver); // of connections that the pool has replaced
        }
    }

    /** Those that are not over, longest first. */
    List<Borrower> open() {
        long now = System.nanoTime();
        List<Borrower> borrowers = new ArrayList<>();
        byPhysical.values().forEach(loan -> {
            if (!loan.isOver()) {
                borrowers.add(loan.borrower(now));
            }
        });
        borrowers.sort(Comparator.comparing(Borrower::held).reversed());
        return List.copyOf(borrowers);
    }

    /** Whether a frame is neither of the JDK, of Tenet, nor of a driver. */
    static boolean isOfTheHost(StackTraceElement frame) {
        return BELOW_THE_HOST.stream().noneMatch(frame.getClassName()::startsWith);
    }
}
