package enum ExecutionMark {}
