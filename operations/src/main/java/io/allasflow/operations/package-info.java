/// What a person types to run Allasflow on a cluster.
package io.allasflow.operations;
