"""View models of the case page: typed answers of ProcessMaker in, things to draw out. No I/O."""
