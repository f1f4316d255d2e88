package io.allasflow.operations.cluster;

import io.allasflow.operations.OperationException;
import io.allasflow.operations.Reason;
import io.fabric8.kubernetes.client.KubernetesClientException;

/// What a cluster's refusal means to a person.
public final class ClusterErrors {
    private ClusterErrors() {}

    public static OperationException explain(KubernetesClientException e) {
        var said = e.getStatus() == null || e.getStatus().getMessage() == null ? "" : e.getStatus().getMessage();
        if (said.contains("exceeded quota")) {
            return new OperationException("The namespace's quota does not allow it: " + said,
                    "Delete what is not needed, ask for a larger quota (on Rahti: servicedesk@csc.fi), or lower the"
                            + " requests and limits in the overlay. kubectl describe resourcequota shows what is used.");
        }
        return switch (e.getCode()) {
            case -1, 0 -> new OperationException("The cluster does not answer: " + Reason.of(e),
                    "Check that kubectl get pods works: log in again (oc login), or choose another --context.");
            case 401 -> new OperationException("The cluster does not know you",
                    "Log in again: oc login --web, or as your cluster wants it.");
            case 403 -> new OperationException("The cluster does not allow it" + after(said),
                    "Choose the right --namespace, or ask its owner for the role edit.");
            case 404 -> new OperationException("The cluster has no such thing" + after(said),
                    "Check --namespace; scripts/doctor.sh tells whether Knative is installed.");
            case 409 -> new OperationException("Somebody else changed it meanwhile" + after(said), "Try again.");
            default -> new OperationException("The cluster answers " + e.getCode() + after(said),
                    "Try again; kubectl get events shows what else happens there.");
        };
    }

    private static String after(String said) {
        return said.isEmpty() ? "" : ": " + said;
    }
}
