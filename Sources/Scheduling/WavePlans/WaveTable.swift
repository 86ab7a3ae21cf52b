/// A model's blocks as flat rows, for the inner loops of the search.
struct WaveTable: Sendable {
  let count: Int
  let capacities: Int
  let heads: [Int]
  let earliest: [Int]
  let segments: [UInt64]
  let amounts: [Int]
  private let allowed: [WaveDays]
  let sites: [(site: Int, units: Int)]
  let siteStart: [Int]
  let before: [(block: Int, gap: Int)]
  let beforeStart: [Int]
  let apart: [Int]
  let apartStart: [Int]

  init(_ model: WaveModel) {
    count = model.blocks.count
    capacities = model.problem.capacities.count
    heads = model.blocks.map(\.heads)
    earliest = model.blocks.map(\.earliest)
    segments = model.blocks.map(\.segments)
    amounts = model.blocks.flatMap(\.amounts)
    allowed = model.blocks.map(\.allowed)
    sites = model.blocks.flatMap(\.sites)
    siteStart = Self.starts(model.blocks.map(\.sites.count))
    before = model.blocks.flatMap(\.before)
    beforeStart = Self.starts(model.blocks.map(\.before.count))
    apart = model.blocks.flatMap(\.apart)
    apartStart = Self.starts(model.blocks.map(\.apart.count))
  }

  private static func starts(_ counts: [Int]) -> [Int] {
    var sum = 0
    return [0]
      + counts.map {
        sum += $0
        return sum
      }
  }

  /// Whether readiness, calendar and closures let the block open on the day.
  func canOpen(_ block: Int, on day: Int) -> Bool {
    earliest[block] <= day && allowed[block].contains(day)
  }
}

/// A wave being filled: what it holds and what still fits.
struct WaveFilling: Sendable {
  let table: WaveTable
  private let siteLimit: Int
  private(set) var chosen: [Int] = []
  private(set) var isChosen: [Bool]
  /// Where each placed block opened; nil for those not placed.
  var dayOf: [Int?]
  private var rooms: [Int]
  private var heads = 0
  private var siteUse: [Int]
  private(set) var day = 0

  init(_ model: WaveModel) {
    table = WaveTable(model)
    siteLimit = model.problem.rules.siteLimit ?? .max
    isChosen = Array(repeating: false, count: table.count)
    dayOf = Array(repeating: nil, count: table.count)
    rooms = Array(repeating: 0, count: table.capacities)
    siteUse = Array(repeating: 0, count: model.siteCount)
  }

  /// Starts a wave on the day, with room for so many people.
  mutating func begin(day: Int, heads: Int, loads: WaveLoads, model: WaveModel) {
    self.day = day
    self.heads = heads
    for block in chosen { isChosen[block] = false }
    chosen.removeAll(keepingCapacity: true)
    for index in rooms.indices { rooms[index] = loads.room(index, model.problem.capacities[index], day: day) }
    for index in siteUse.indices { siteUse[index] = 0 }
  }

  /// Leaves room for so many people less.
  mutating func reduce(by people: Int) {
    heads -= people
  }

  /// Whether the block fits beside those chosen. Does not ask `canOpen`.
  func fits(_ block: Int) -> Bool {
    guard !isChosen[block], table.heads[block] <= heads else { return false }
    let row = block * table.capacities
    for index in 0..<table.capacities {
      let amount = table.amounts[row + index]
      if amount > 0, amount > rooms[index] { return false }
    }
    for index in table.siteStart[block]..<table.siteStart[block + 1] {
      let (used, overflow) = siteUse[table.sites[index].site].addingReportingOverflow(table.sites[index].units)
      if overflow || used > siteLimit { return false }
    }
    for index in table.beforeStart[block]..<table.beforeStart[block + 1] {
      let (other, gap) = table.before[index]
      if let opened = dayOf[other] {
        if opened + gap > day { return false }
      } else if gap > 0 || !isChosen[other] {
        return false
      }
    }
    for index in table.apartStart[block]..<table.apartStart[block + 1] where isChosen[table.apart[index]] {
      return false
    }
    return true
  }

  mutating func take(_ block: Int) {
    chosen.append(block)
    change(block, by: 1)
  }

  /// Takes the block out that was taken last.
  mutating func giveBack() {
    guard let block = chosen.popLast() else { return }
    change(block, by: -1)
  }

  private mutating func change(_ block: Int, by sign: Int) {
    isChosen[block] = sign > 0
    heads -= sign * table.heads[block]
    let row = block * table.capacities
    for index in 0..<table.capacities { rooms[index] -= sign * table.amounts[row + index] }
    for index in table.siteStart[block]..<table.siteStart[block + 1] {
      siteUse[table.sites[index].site] += sign * table.sites[index].units
    }
  }
}
