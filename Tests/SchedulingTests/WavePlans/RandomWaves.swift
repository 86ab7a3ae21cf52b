import Scheduling
import Testing

/// Small wave problems with some of everything.
enum RandomWaves {
  static func problem(_ seed: Int, units count: Int = 4) throws -> WaveProblem {
    var dice = Seeded(seed)
    let weeks = 4
    let days = 7 * weeks - dice.int(0...3)
    let open = [dice.int(0...2), dice.int(3...6)]
    let calendars = [
      WaveDays(count: days) { open.contains($0 % 7) },
      WaveDays(count: days) { $0 % 7 == open[0] || $0 % 5 == 0 },
    ]
    let units = (0..<count).map { index in
      WaveUnit(
        id: "u\(index)", headCount: dice.int(1...9), readyDay: dice.int(0...9), risk: dice.int(0...5),
        site: dice.chance(70) ? dice.int(0...1) : nil, segments: dice.chance(50) ? [dice.int(0...1)] : [],
        calendar: dice.chance(85) ? 0 : 1)
    }
    let heads = units.map(\.headCount)
    var capacities: [WaveCapacity] = []
    if dice.chance(60) {
      capacities.append(
        WaveCapacity(
          id: "seats", limits: (0..<weeks).map { _ in dice.int(0...14) },
          use: .before(window: dice.int(3...14), days: dice.chance(50) ? nil : WaveDays(count: days) { $0 % 7 < 5 }),
          amounts: heads.map { dice.chance(90) ? $0 : 0 }))
    }
    if dice.chance(60) {
      let kernel = [[2, 1], [3, 2, 1], [1], [1, 3], [2, 0, 2]][dice.int(0...4)]
      capacities.append(
        WaveCapacity(
          id: "desk", limits: (0..<weeks + 1).map { _ in dice.int(5...32) },
          use: .around(firstWeek: dice.chance(80) ? 0 : dice.int(-1...1), kernel: kernel), amounts: heads))
    }
    var problem = WaveProblem(
      firstDay: try #require(CivilDate(year: 2026, month: 3, day: 2)), days: days, units: units, calendars: calendars,
      capacities: capacities)
    if dice.chance(40) {
      let from = dice.int(0...20)
      problem.closures.append(
        WaveClosure(id: "freeze", days: [from..<from + 6], units: dice.chance(50) ? nil : [dice.int(0...count - 1)]))
    }
    func pair() -> (Int, Int) {
      let first = dice.int(0...count - 1)
      return (first, (first + dice.int(1...count - 1)) % count)
    }
    if dice.chance(40) {
      let (first, second) = pair()
      problem.relations.append(WaveRelation(before: first, after: second, gap: dice.int(0...8)))
    }
    if dice.chance(25) {
      let (first, second) = pair()
      problem.relations.append(WaveRelation(before: first, after: second, gap: 0))
    }
    if dice.chance(25) { problem.together.append([pair().0, pair().1]) }
    if dice.chance(30) { problem.apart.append(WaveApart(pair().0, pair().1)) }
    problem.rules = WaveRules(
      firstShare: dice.chance(50) ? dice.int(250...700) : nil, firstCovers: dice.chance(30) ? [0, 1] : [],
      growth: dice.chance(50) ? dice.int(1_000...2_500) : nil, soak: dice.int(1...6),
      siteLimit: dice.chance(30) ? dice.int(1...2) : nil, minimumWaves: dice.chance(20) ? dice.int(2...3) : 0,
      maximumWaves: dice.chance(30) ? dice.int(2...3) : nil)
    if dice.chance(20) { problem.finishBy = dice.int(12...days) }
    if dice.chance(30) {
      problem.launch = WaveLaunchWindow(
        values: (0..<days).map { _ in dice.int(0...9) }, units: dice.chance(50) ? nil : [0, count - 1])
    }
    if dice.chance(15) {
      problem.fixed = [FixedWave(day: dice.int(-5...8), units: [dice.int(0...count - 1)])]
      problem.statusDay = dice.int(0...8)
    }
    if dice.chance(15) { problem.previous = (0..<count).map { _ in dice.chance(80) ? dice.int(0...20) : nil } }
    problem.goal = goal(&dice)
    return problem
  }

  private static func goal(_ dice: inout Seeded) -> WaveGoal {
    switch dice.int(0...9) {
    case 0...3: .lexicographic([.finish, .exposure])
    case 4: .lexicographic([.exposure, .finish])
    case 5: .lexicographic([.waves, .finish, .spread])
    case 6: .lexicographic([.spread, .finish])
    case 7: .lexicographic([.value, .finish])
    case 8: .lexicographic([.finish])
    default:
      .weighted([WaveWeight(.finish, 3), WaveWeight(.exposure, 1), WaveWeight(.value, 2), WaveWeight(.spread, 1)])
    }
  }
}
