package io.allasflow.summarize.model;

import io.allasflow.summarize.publish.PublishedRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/// The rows of a result, one at a time and in order; null where a cell is missing.
final class ResultRows implements PublishedRows {
    private final String select;
    private final int columns;
    private final Iterator<ResultRange> ranges;
    private final Function<SQLException, RuntimeException> failure;
    private final Statement statement;
    /// Of one range; null if there is no more.
    private ResultSet results;

    /// @param select without WHERE
    /// @param failure what an error is to the caller
    ResultRows(Connection connection, String select, int columns, List<ResultRange> ranges,
            Function<SQLException, RuntimeException> failure) {
        this.select = select;
        this.columns = columns;
        this.ranges = ranges.iterator();
        this.failure = failure;
        try {
            this.statement = connection.createStatement();
            advance();
        } catch (SQLException e) {
            throw failure.apply(e);
        }
    }

    @Override
    public boolean hasNext() {
        return results != null;
    }

    @Override
    public List<String> next() {
        if (results == null) {
            throw new NoSuchElementException();
        }
        try {
            var cells = new ArrayList<String>(columns);
            for (var i = 1; i <= columns; i++) {
                cells.add(results.getString(i));
            }
            advance();
            return cells;
        } catch (SQLException e) {
            throw failure.apply(e);
        }
    }

    /// To the next row, in whichever range it is.
    private void advance() throws SQLException {
        while (results == null || !results.next()) {
            if (!ranges.hasNext()) {
                results = null;
                return;
            }
            results = statement.executeQuery(select + ranges.next().where());
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
