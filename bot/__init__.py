"""The running application: the only place that knows everyone."""
