/// Why a demand has no session, as far as an empty timetable tells.
struct TrainingReasons {
  private let problem: TrainingProblem
  private let clock: TrainingClock

  init(_ problem: TrainingProblem, _ clock: TrainingClock) {
    self.problem = problem
    self.clock = clock
  }

  func reason(_ demand: TrainingDemand) -> TrainingUnplaced.Reason {
    let window = clock.window(demand)
    let minutes = problem.courses[demand.course].minutes
    if demand.until - max(demand.from, problem.now) < minutes * 60 { return .windowTooShort }
    let length = clock.lengthOfCourse[demand.course]
    var all = TrainingSlots(count: clock.count)
    all.set(0..<clock.count, to: true)
    var rooms = TrainingSlots(count: clock.count)
    for (index, room) in problem.rooms.enumerated() where room.site == demand.site && room.seats > 0 {
      rooms.formUnion(clock.roomStarts[index][length])
    }
    if TrainingSlots.common(rooms, all, all, in: window).isEmpty { return .noRoom }
    let teaching = problem.trainers.indices.filter { problem.trainers[$0].teaches(demand) }
    if teaching.isEmpty { return .noTrainer }
    var trainers = TrainingSlots(count: clock.count)
    for trainer in teaching { trainers.formUnion(clock.trainerStarts[trainer][length]) }
    let common = TrainingSlots.common(
      clock.patternStarts[demand.pattern][length], rooms, trainers, in: window)
    return common.isEmpty ? .noCommonTime : .full
  }
}
