import SequentialTests
import Testing

@testable import Slipway

struct UsageLedgerTests {
  /// Hours in any order, late ones and corrections, add up to what was counted.
  @Test(arguments: 1...20)
  func anyOrderAddsUpToTheSame(seed: Int) throws {
    var dice = Dice(seed: seed)
    let hours = (0..<200).map { _ in
      UsageHour(
        audience: dice.pick(["sales", "stores"]), metric: dice.pick(["a", "b"]), arm: dice.pick([.inside, .outside]),
        hour: dice.below(60), count: dice.below(9))
    }
    var forwards = UsageLedger()
    var backwards = UsageLedger()
    for (index, hour) in hours.enumerated() { forwards.take(hour, sequence: index + 1) }
    for (index, hour) in hours.reversed().enumerated() { backwards.take(hour, sequence: index + 1) }
    #expect(forwards == backwards)
    for _ in 0..<20 {
      let first = dice.below(60)
      let end = first + dice.below(30)
      let naive = hours.filter {
        $0.audience == "sales" && $0.metric == "a" && $0.arm == .inside && (first..<end).contains($0.hour)
      }.reduce(0) { $0 + $1.count }
      #expect(forwards.tally("sales", "a", .inside, from: first, until: end).count == naive)
    }
  }

  /// People are counted for the hours they were watched, and for no hour nobody wrote about.
  @Test(arguments: 1...20)
  func personHoursAreThoseWatched(seed: Int) {
    var dice = Dice(seed: seed)
    var ledger = UsageLedger()
    var inside = [Int](repeating: 0, count: 400)
    var hour = 0
    var people = 0
    for sequence in 1...30 {
      let gap = dice.chance(20) ? dice.below(5) : 0
      let first = hour + gap
      let last = first + dice.below(6)
      var watched: [ClosedHour.Watched] = []
      if sequence == 1 || dice.chance(40) {
        people = dice.below(20)
        watched = [.init(audience: "sales", inside: people, outside: 3)]
      }
      ledger.take(ClosedHour(first: first, hour: last, watched: watched), sequence: sequence)
      for at in first...last { inside[at] = people }
      hour = last + 1
    }
    for _ in 0..<30 {
      let first = dice.below(200)
      let end = first + dice.below(100)
      let naive = (first..<max(first, min(end, hour))).reduce(0) { $0 + inside[$1] }
      #expect(ledger.personHours("sales", .inside, from: first, until: end) == naive)
    }
  }

  @Test func whatCannotBeAddedUpIsCalledBroken() {
    var ledger = UsageLedger()
    for sequence in 1...2 {
      ledger.take(UsageHour(audience: "sales", metric: "a", arm: .inside, hour: 1, count: .max), sequence: sequence)
    }
    #expect(ledger.tally("sales", "a", .inside, from: 0, until: 2).isBroken)
  }
}
