package io.allasflow.summarize;

import io.quarkus.funqy.Funq;

public class SummarizeFunction {
    @Funq
    public void summarize() {}
}
