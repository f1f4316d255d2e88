package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/// The records of a text, any number of times.
sealed interface Records permits WholeText, SingleLines {
    Shape shape();

    /// Goes over them once.
    ///
    /// @param others takes what stands beside them
    /// @throws JsonProcessingException if there is damage that the visitor is not told of
    void visit(OtherMembers others, Visitor visitor) throws IOException;

    /// What is to be done with them.
    interface Visitor {
        /// Reads the record that the parser is at to its end.
        void record(JsonParser parser) throws IOException;

        /// @param number of the line, from 1
        void damaged(long number, String line) throws IOException;
    }
}
