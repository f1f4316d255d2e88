package io.allasflow.ingest;

import io.quarkus.funqy.Funq;

public class IngestFunction {
    @Funq
    public void ingest() {}
}
