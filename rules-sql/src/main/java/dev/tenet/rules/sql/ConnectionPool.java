package dev.tenet.rules.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** One pool of connections that knows who holds them. Thread-safe. */
final class ConnectionPool implements DataSource, AutoCloseable {
    private final HikariDataSource pool;
    private final Loans loans;

    private ConnectionPool(HikariDataSource pool) {
        this.pool = pool;
        this.loans = new Loans(pool.getMaximumPoolSize());
    }

    static ConnectionPool open(HikariConfig config) throws SQLException {
        try {
            return new ConnectionPool(new HikariDataSource(config));
        } catch (PoolInitializationException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getMessage(), e);
        }
    }

    /** Borrows a connection and says what for. */
    Connection borrow(String purpose) throws SQLException {
        Connection connection;
        try {
            connection = pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            throw pool.getHikariPoolMXBean().getActiveConnections() < pool.getMaximumPoolSize() ? e : exhausted(e);
        }
        loans.lent(connection, purpose);
        return connection;
    }

    private PoolExhaustedException exhausted(SQLTransientConnectionException cause) {
        return new PoolExhaustedException(
                "got no connection from the pool " + pool.getPoolName() + " within " + pool.getConnectionTimeout()
                        + " ms: all " + pool.getMaximumPoolSize() + " are in use",
                loans.open(),
                cause);
    }

    List<Borrower> borrowers() {
        return loans.open();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return borrow("");
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException(
                "the connections of a pool have one user: open another PooledDatabase for " + username);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || pool.isWrapperFor(type);
    }

    @Override
    public void close() {
        pool.close();
    }
}
