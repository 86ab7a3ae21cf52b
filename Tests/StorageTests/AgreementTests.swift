import Operations
import Slipway
import Testing

/// Both adapters answer the same to the same random calls, accepted or refused.
@Suite struct AgreementTests {
  @Test(arguments: 1...12) func adaptersAgree(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let benches = [try Bench(.memory), try Bench(.sqlite)]
    var chain = Chain()
    var refused = 0
    var accepted = 0
    for step in 0..<120 {
      let call = self.call(step, chain: chain, using: &random)
      let answers = benches.map { bench in outcome { try call(bench.store) } }
      #expect(answers[0] == answers[1], "step \(step)")
      if answers[0].hasPrefix("refused") { refused += 1 } else { accepted += 1 }
      chain.head = try benches[0].store.head()
    }
    #expect(try benches[0].store.picture() == benches[1].store.picture())
    #expect(try benches[0].store.picture(of: "other") == benches[1].store.picture(of: "other"))
    #expect(refused > 0 && accepted > 60)
  }

  private func outcome(_ call: () throws -> String) -> String {
    do { return try call() } catch { return "refused: \(error)" }
  }

  private func call(
    _ step: Int, chain: Chain, using random: inout SplitMix64
  ) -> (any Store) throws -> String {
    let programme: Key<Programme> = Bool.random(using: &random) ? "ledger" : "other"
    let number = Int.random(in: 1...6, using: &random)
    let now = hour(490_000 + step * 8)
    switch Int.random(in: 0..<11, using: &random) {
    case 0, 1, 2:
      var chain = chain
      if Int.random(in: 0..<6, using: &random) == 0 { chain = Chain() }
      var batch = chain.batch(Int.random(in: 0...3, using: &random), of: programme)
      if Bool.random(using: &random) { batch.reply = reply("k\(number * 5)", body: "\(step % 4)") }
      batch.rows = [person(number, name: "N\(step)", of: programme)]
      if Bool.random(using: &random) {
        batch.erased = [ErasedRow(programme: programme, number: PersonNumber(7 - number))]
      }
      batch.outbox = ["m\(step)"]
      batch.finished = [Job.Reference(programme: programme, key: "job:\(number)")]
      if number == 1 { batch.counted = [counted("visits", hour: 490_000 + step, 1, programme: programme)] }
      let made = batch
      return { store in
        try store.append(made)
        return "\(try store.head())"
      }
    case 3, 4:
      let value = Bool.random(using: &random) ? Double.random(in: -9...9, using: &random) : nil
      let events = (0..<4).map { index in
        var event = arrival(
          "e\((step + index * number) % 40)", hour: 490_000 + step * 8 - index * 120, count: number,
          once: index == 2 ? number : nil, programme: programme)
        event.value = value.map { index == 3 && number == 6 ? .nan : $0 * Double(index) }
        event.counters.append(
          UsageArrival.Counter("visits/day", index == 0 ? .inside : .outside, once: .day, keeps: .sketch))
        return event
      }
      let report = UsageReport(programme: programme, report: .init(system: "app", through: hour(490_000 + number)))
      return { store in "\(try store.take(events, through: [report], now: now))" }
    case 5:
      return { store in
        let open = try store.openHours(of: programme, before: 490_000 + step * 4)
        let counted = open.map { CountedHour(programme: programme, hour: $0) }
        try store.append(Batch(after: try store.head(), entries: [], counted: counted))
        return "\(open)"
      }
    case 6:
      let reading = Reading(programme: programme, subject: "s", at: hour(number), passed: true, detail: "\(step)")
      return { store in
        try store.save([reading, reading])
        return "\(try store.readings(of: "s", programme: programme, limit: 20))"
      }
    case 7, 8: return queueCall(step, programme, number, using: &random)
    case 9:
      let bytes = [UInt8](repeating: UInt8(number), count: number == 6 ? Attachment.limit + 1 : step)
      return { store in "\(try store.keep(bytes).text) \(try store.attachment(.of([1]))?.count ?? -1)" }
    default:
      return { store in
        try store.delivered(step - 40)
        return "\(try store.outbox(limit: 5)) \(try store.row(PersonNumber(number), of: programme)?.sortedText ?? "-")"
      }
    }
  }

  private func queueCall(
    _ step: Int, _ programme: Key<Programme>, _ number: Int, using random: inout SplitMix64
  ) -> (any Store) throws -> String {
    let now = Timestamp(seconds: Int64(step) * 10)
    let later = Timestamp(seconds: Int64(step + number) * 10)
    let key = Job.Reference(programme: programme, key: "job:\(number)")
    let holder = "h\(number % 2)"
    let kinds = Job.Kind.allCases
    let jobs = (0..<3).map { index in
      Job(
        Job.Reference(programme: programme, key: "job:\((number + index * 2) % 9)"), kind: kinds[(step + index) % 4],
        due: Timestamp(seconds: Int64(step + index - 1) * 10))
    }
    let limits: [Job.Kind: Int] = [.component: number - 2, .load: 1, .step: 2]
    let call: (any Store) throws -> String
    switch Int.random(in: 0..<9, using: &random) {
    case 0, 1: call = { store in "\(try store.ensure(jobs))" }
    case 2, 3, 4:
      call = { store in
        "\(try store.lease(programme, limit: number - 1, perKind: limits, holder: holder, until: later, now: now))"
      }
    case 5: call = { store in "\(try store.renew(key, holder: holder, until: later))" }
    case 6: call = { store in "\(try store.markActed(key, holder: holder))" }
    case 7:
      call = { store in
        "\(try store.postpone(key, holder: holder, until: later, because: "no answer at \(step)"))"
      }
    default: call = { store in "\(number == 1 ? try store.releaseAll() : try store.remove([key]))" }
    }
    return { store in
      // What a refused call left behind is part of the answer.
      let answer = self.outcome { try call(store) }
      return "\(answer) \(try store.jobs(of: programme))"
    }
  }
}
