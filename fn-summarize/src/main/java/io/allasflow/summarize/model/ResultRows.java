package io.allasflow.summarize.model;

import io.allasflow.summarize.publish.PublishedRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/// The rows that a query answers, one at a time.
final class ResultRows implements PublishedRows {
    private final Statement statement;
    private final ResultSet results;
    private final int columns;
    private final Function<SQLException, RuntimeException> failure;
    private boolean there;

    /// @param failure what an error is to the caller
    ResultRows(Statement statement, String select, int columns, Function<SQLException, RuntimeException> failure)
            throws SQLException {
        this.statement = statement;
        this.results = statement.executeQuery(select);
        this.columns = columns;
        this.failure = failure;
        this.there = results.next();
    }

    @Override
    public boolean hasNext() {
        return there;
    }

    @Override
    public List<String> next() {
        if (!there) {
            throw new NoSuchElementException();
        }
        try {
            var cells = new ArrayList<String>(columns);
            for (var i = 1; i <= columns; i++) {
                cells.add(results.getString(i));
            }
            there = results.next();
            return cells;
        } catch (SQLException e) {
            throw failure.apply(e);
        }
    }

    @Override
    public void close() {
        try {
            // The results with it.
            statement.close();
        } catch (SQLException e) {
            throw failure.apply(e);
        }
    }
}
