extension TrainingProblem {
  /// Checks every number and index.
  func validate() throws(TrainingProblemError) {
    guard (1...1_440).contains(startEvery) else { throw .outOfRange("startEvery", index: 0) }
    guard (0...1_440).contains(changeover) else { throw .outOfRange("changeover", index: 0) }
    guard Self.times.contains(now) else { throw .outOfRange("now", index: 0) }
    for (index, course) in courses.enumerated() {
      guard (1...10_080).contains(course.minutes) else { throw .outOfRange("minutes", index: index) }
      guard (course.seats ?? 1) >= 0 else { throw .outOfRange("seats", index: index) }
    }
    for (index, room) in rooms.enumerated() where !(0...1_000_000).contains(room.seats) {
      throw .outOfRange("seats", index: index)
    }
    for (index, trainer) in trainers.enumerated() {
      guard trainer.courses.allSatisfy({ courses.indices.contains($0) }) else {
        throw .unknownIndex("courses", index: index)
      }
    }
    for (index, demand) in demands.enumerated() {
      guard courses.indices.contains(demand.course) else { throw .unknownIndex("course", index: index) }
      guard patterns.indices.contains(demand.pattern) else { throw .unknownIndex("pattern", index: index) }
      guard Self.times.contains(demand.from), Self.times.contains(demand.until) else {
        throw .outOfRange("window", index: index)
      }
    }
  }

  /// The seconds of the years 1970 to about 3000.
  static let times = 0...32_503_680_000
}
