/// A plan in which departments go live step by step until all are in, and what it can tell.
public struct SteppedWedgeDesign: Sendable, Equatable, Codable {
  /// For each department the first period in which it is in, from 0; `periods` or more for never.
  public let starts: [Int]
  /// Periods in all.
  public let periods: Int

  /// - Throws: `.tooFewDepartments` under 2; `.impossibleInput` for a negative start, or not 2…10,000 periods;
  ///   `.notIdentified` where all departments start in the same period.
  public init(starts: [Int], periods: Int) throws(DepartmentError) {
    guard starts.count >= 2, starts.count <= 100_000
    else { throw .tooFewDepartments(treatment: starts.count, control: 0) }
    guard periods >= 2, periods <= 10_000, starts.allSatisfy({ $0 >= 0 }) else { throw .impossibleInput }
    let starts = starts.map { min($0, periods) }
    guard starts.contains(where: { $0 != starts[0] }) else { throw .notIdentified }
    self.starts = starts
    self.periods = periods
  }

  /// Equal steps: the first period without anybody in, then as many departments at each step as divide equally.
  ///
  /// - Throws: as `init(starts:periods:)`.
  public init(departments: Int, periods: Int) throws(DepartmentError) {
    guard departments >= 2, departments <= 100_000 else { throw .tooFewDepartments(treatment: departments, control: 0) }
    guard periods >= 2, periods <= 10_000 else { throw .impossibleInput }
    try self.init(starts: (0..<departments).map { 1 + $0 * (periods - 1) / departments }, periods: periods)
  }

  /// Variance of the effect estimated with department and period effects, users being different in each period.
  ///
  /// - Parameters:
  ///   - users: in each department and period, 1 or more.
  ///   - within: variance of a user's value in a department and period.
  ///   - between: variance of departments' means, 0 or more.
  /// - Throws: `.impossibleInput`, `.notFinite`.
  /// - Source: M. A. Hussey, J. P. Hughes, Contemporary Clinical Trials 28 (2007) 182–191,
  ///   doi:10.1016/j.cct.2006.05.007.
  public func variance(users: Int, within: Double, between: Double) throws(DepartmentError) -> Double {
    guard users >= 1, within > 0, between >= 0 else { throw .impossibleInput }
    guard within <= 1e60, between <= 1e60 else { throw .notFinite }
    let (departments, count) = (Double(starts.count), Double(periods))
    let noise = within / Double(users)
    var inPeriod = [Int](repeating: 0, count: periods)
    var (treated, ofDepartments) = (0.0, 0.0)
    for start in starts {
      let length = Double(periods - start)
      treated += length
      ofDepartments += length * length
      if start < periods { inPeriod[start] += 1 }
    }
    var (running, ofPeriods) = (0.0, 0.0)
    for count in inPeriod {
      running += Double(count)
      ofPeriods += running * running
    }
    let apart = departments * treated - ofPeriods
    let together =
      treated * treated + departments * count * treated - count * ofPeriods - departments * ofDepartments
    let variance = departments * noise * (noise + count * between) / (apart * noise + together * between)
    guard variance.isFinite, variance > 0 else { throw .notFinite }
    return variance
  }
}
