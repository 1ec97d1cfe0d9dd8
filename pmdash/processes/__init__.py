"""The processes of pmdash on one machine: started together, stopped together."""
