/// A date on which other shifts begin than the pattern says: none on a holiday, some on an extra working day.
public struct SpecialDay: Sendable, Hashable {
  /// The day, on the calendar's wall clock.
  public let date: CivilDate
  /// What explanations call it.
  public let name: String
  /// The shifts that begin on that day, instead of the pattern's.
  public let shifts: [Shift]

  /// A day with its own shifts; without any it is a day off.
  public init(date: CivilDate, name: String, shifts: [Shift] = []) {
    self.date = date
    self.name = name
    self.shifts = shifts
  }
}
