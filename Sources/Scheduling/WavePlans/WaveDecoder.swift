/// What the search varies; the decoder turns it into waves.
struct WaveGenome: Sendable {
  /// Blocks are offered to a wave in ascending order of their keys.
  var keys: [Double]
  /// The planned wave before which a block is not offered.
  var hold: [Int]
  /// Opening days a wave lets pass after the first on which it could open; 0 beyond the end.
  var delays: [Int]
  /// Share of the largest allowed head-count that a wave takes, in thousandths; 1,000 beyond the end.
  var shares: [Int]
  /// Days that openings are apart at least, where the soak asks for less: what recovers meanwhile makes waves larger.
  var spacing = 0
}

/// Fills waves one after the other, each with all that fits in the order of the genome's keys.
struct WaveDecoder {
  let model: WaveModel
  private(set) var count = 0
  /// No wave opens later; at most the model's last day.
  var lastDay: Int
  private var filling: WaveFilling

  init(_ model: WaveModel) {
    self.model = model
    lastDay = model.lastDay
    filling = WaveFilling(model)
  }

  /// The waves of a genome. What finds no day by the last allowed one is left out and counted.
  ///
  /// - Complexity: O(waves · blocks · capacities), times the days tried without success.
  mutating func decode(_ genome: WaveGenome) -> WaveDraft {
    count += 1
    var draft = WaveDraft()
    var loads = model.loads
    var largest = model.fixedLargest
    var day = model.firstDay
    var spaced = day
    for index in filling.dayOf.indices { filling.dayOf[index] = nil }
    var order = model.blocks.indices.sorted {
      genome.keys[$0] != genome.keys[$1] ? genome.keys[$0] < genome.keys[$1] : $0 < $1
    }
    let rules = model.problem.rules
    let limit = rules.maximumWaves.map { max(0, $0.saturatingAdd(-model.fixedWaves)) } ?? Int.max
    let least = min(max(0, rules.minimumWaves), model.blocks.count + model.fixedWaves) - model.fixedWaves
    while !order.isEmpty, draft.days.count < limit {
      let wave = draft.days.count
      let cap = model.headLimit(wave: model.fixedWaves + wave, largest: largest)
      let most = order.count - max(0, min(order.count - 1, least - wave - 1))
      guard let opening = nextWave(genome, order, from: (day, spaced), wave: wave, cap: cap, most: most, loads: loads)
      else {
        break
      }
      var heads = 0
      for block in filling.chosen {
        filling.dayOf[block] = opening
        heads += filling.table.heads[block]
      }
      for (index, capacity) in model.problem.capacities.enumerated() {
        var amount = 0
        for block in filling.chosen { amount += filling.table.amounts[block * filling.table.capacities + index] }
        loads.open(index, capacity, day: opening, amount: amount)
      }
      largest = max(largest, heads)
      draft.days.append(opening)
      draft.members.append(filling.chosen.sorted())
      order.removeAll { filling.dayOf[$0] != nil }
      day = opening + model.soak
      spaced = opening + max(model.soak, genome.spacing)
    }
    draft.unplaced = order.reduce(0) { $0 + max(1, filling.table.heads[$1]) }
    draft.excess = max(0, rules.minimumWaves.saturatingAdd(-(model.fixedWaves + draft.days.count)))
    return draft
  }

  /// Chooses day and blocks of the next wave into `filling`: first with all the genome asks for, then without holding
  /// anything back, so that it is never the genome that leaves somebody without a day.
  private mutating func nextWave(
    _ genome: WaveGenome, _ order: [Int], from: (least: Int, spaced: Int), wave: Int, cap: Int, most: Int,
    loads: WaveLoads
  ) -> Int? {
    let share = wave < genome.shares.count ? genome.shares[wave] : 1_000
    let delay = wave < genome.delays.count ? genome.delays[wave] : 0
    let reduced = share < 1_000 ? min(cap, model.headCount) * share / 1_000 : cap
    let willing = order.filter { genome.hold[$0] <= wave }
    let wanted = Wanted(wave: wave, all: order, cap: cap, most: most)
    if let day = scan(willing, wanted, from: from.spaced, cap: reduced, delay: delay, loads: loads) {
      return day
    }
    guard willing.count < order.count || reduced < cap || from.least < from.spaced else { return nil }
    return scan(order, wanted, from: from.least, cap: cap, delay: 0, loads: loads)
  }

  /// What a wave may hold whatever the genome prefers.
  private struct Wanted {
    let wave: Int
    let all: [Int]
    let cap: Int
    let most: Int
  }

  private mutating func scan(
    _ order: [Int], _ wanted: Wanted, from: Int, cap: Int, delay: Int, loads: WaveLoads
  ) -> Int? {
    var wait = delay
    var found: Int?
    var day = from
    while day <= lastDay {
      if order.contains(where: { filling.table.canOpen($0, on: day) }),
        fill(order, wanted, day: day, cap: cap, loads: loads)
      {
        found = day
        if wait == 0 { return day }
        wait -= 1
      }
      day += 1
    }
    // The days ran out while it waited: the last on which it could open.
    if let found { _ = fill(order, wanted, day: found, cap: cap, loads: loads) }
    return found
  }

  private mutating func fill(_ order: [Int], _ wanted: Wanted, day: Int, cap: Int, loads: WaveLoads) -> Bool {
    let most = wanted.most
    filling.begin(day: day, heads: wanted.cap, loads: loads, model: model)
    if model.fixedWaves + wanted.wave == 0, model.wantedSegments != 0 {
      // Whom the genome holds back may be needed all the same.
      var tries = 40
      if !cover(model.wantedSegments, wanted.all, most: most, tries: &tries) {
        // What comes first in order was too large together; the smallest of each segment may not be.
        let bySize = wanted.all.sorted { (filling.table.heads[$0], $0) < (filling.table.heads[$1], $1) }
        tries = 40
        if !cover(model.wantedSegments, bySize, most: most, tries: &tries) { return false }
      }
    }
    filling.reduce(by: wanted.cap - cap)
    var again = true
    while again {
      again = false
      for block in order where filling.chosen.count < most {
        guard filling.table.canOpen(block, on: day), filling.fits(block) else { continue }
        filling.take(block)
        again = model.hasZeroGaps
      }
    }
    return !filling.chosen.isEmpty
  }

  /// One block for each segment that the first wave must still cover, the segment with the fewest choices first, going
  /// back where none is left, within so many tries.
  private mutating func cover(_ missing: UInt64, _ order: [Int], most: Int, tries: inout Int) -> Bool {
    if missing == 0 { return true }
    tries -= 1
    guard filling.chosen.count < most, tries > 0 else { return false }
    var fewest: [Int]?
    for segment in 0..<64 where missing >> UInt64(segment) & 1 == 1 {
      let choices = order.filter {
        filling.table.segments[$0] >> UInt64(segment) & 1 == 1 && filling.table.canOpen($0, on: filling.day)
          && filling.fits($0)
      }
      if choices.count < fewest?.count ?? .max { fewest = choices }
    }
    for block in fewest ?? [] {
      filling.take(block)
      if cover(missing & ~filling.table.segments[block], order, most: most, tries: &tries) { return true }
      filling.giveBack()
    }
    return false
  }
}
