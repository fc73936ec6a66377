package dev.tenet.rules.sql.internal.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.core.BaseConnection;

/** PostgreSQL's driver, where this module can see it. */
public final class PostgresqlDriver {
    private PostgresqlDriver() {}

    /** The driver's own connection behind one that a pool may have wrapped; empty if it is another loader's. */
    public static Optional<BaseConnection> of(Connection connection) throws SQLException {
        Class<?> driver = connection.unwrap(Connection.class).getClass();
        PostgresqlDriver.class
                .getModule()
                .addReads(driver.getModule()); // it may be on the class path, and this a module
        try {
            return connection.isWrapperFor(BaseConnection.class)
                    ? Optional.of(connection.unwrap(BaseConnection.class))
                    : Optional.empty();
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }
}
