/// Why departments give no answer.
public enum DepartmentError: Error, Sendable, Equatable {
  /// A mean, a margin or a score that is not finite, or so large that its square is not.
  case notFinite
  /// A count below 0 or above 2⁵³, a share outside 0…1, rows that contradict each other.
  case impossibleInput
  /// α, or the confidence asked, is not strictly between 0 and 1.
  case alphaOutsideRange
  /// So many departments had enough users (and a baseline, where one is needed); more are needed.
  case tooFewDepartments(treatment: Int, control: Int)
  /// All departments of an arm moved alike: there is no scatter to judge a difference by.
  case noVariance
  /// So many assignments cannot be listed; compare means instead.
  case tooManyAssignments
  /// The departments are not those of the look before.
  case differentDepartments
  /// Treatment cannot be told from departments and weeks, such as when all went live in the same week.
  case notIdentified
}
