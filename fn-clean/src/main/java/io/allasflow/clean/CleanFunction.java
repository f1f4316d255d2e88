package io.allasflow.clean;

import io.quarkus.funqy.Funq;

public class CleanFunction {
    @Funq
    public void clean() {}
}
