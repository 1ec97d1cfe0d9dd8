"""Every write to ProcessMaker: under the lease of its case, with read-back and audit."""
