/// All ways to choose the treatment arm among departments, the actual one first.
struct AssignmentList: Sendable, Equatable {
  /// More are not listed.
  static let most = 20_000

  /// One bit a department that would be treated; departments of the actual treatment arm are the lowest bits.
  let choices: [UInt32]

  /// - Throws: `.tooFewDepartments` for an empty arm; `.tooManyAssignments`.
  init(treatment: Int, control: Int) throws(DepartmentError) {
    guard treatment >= 1, control >= 1 else { throw .tooFewDepartments(treatment: treatment, control: control) }
    guard let count = Self.count(treatment: treatment, control: control), count <= Self.most
    else { throw .tooManyAssignments }
    // The next greater number with as many bits, after the lowest one.
    let end = UInt64(1) << UInt64(treatment + control)
    var choice = (UInt64(1) << UInt64(treatment)) - 1
    var choices: [UInt32] = []
    choices.reserveCapacity(count)
    while choice < end {
      choices.append(UInt32(choice))
      let lowest = choice & (~choice + 1)
      let carried = choice + lowest
      choice = carried | (((choice ^ carried) / lowest) >> 2)
    }
    self.choices = choices
  }

  /// The number of ways; nil above a million or for more than 30 departments.
  static func count(treatment: Int, control: Int) -> Int? {
    guard treatment >= 0, control >= 0, treatment <= 30, control <= 30, treatment + control <= 30 else { return nil }
    var count = 1
    for step in 0..<min(treatment, control) { count = count * (treatment + control - step) / (step + 1) }
    return count <= 1_000_000 ? count : nil
  }

  /// The sum over the treated departments, for every assignment.
  func sums(_ values: [Double]) -> [Double] {
    choices.map { choice in
      var sum = 0.0
      var rest = choice
      while rest != 0 {
        sum += values[rest.trailingZeroBitCount]
        rest &= rest - 1
      }
      return sum
    }
  }

  /// The least number of departments per arm with which one assignment in all is α or less.
  static func neededPerArm(alpha: Double) -> Int {
    var ways = 2.0
    var perArm = 1
    while 1 / ways > alpha, perArm < 1_000 {
      perArm += 1
      // C(2n, n) from C(2n − 2, n − 1).
      ways *= Double(2 * (2 * perArm - 1)) / Double(perArm)
    }
    return perArm
  }
}
