/// Orders in which blocks can be offered.
struct WavePriorities {
  let all: [[Double]]
  private let model: WaveModel

  init(_ model: WaveModel) {
    self.model = model
    let blocks = model.blocks
    let days = Double(max(1, model.problem.days))
    let people = Double(max(1, blocks.map(\.heads).max() ?? 1))
    let ready = blocks.map { Double($0.earliest) / days }
    let size = blocks.map { Double($0.heads) / people }
    let risk = blocks.map { $0.heads > 0 ? Double($0.risk) / Double($0.heads) / 100 : 0 }
    // What has much after it goes first.
    var tail = Array(repeating: 0.0, count: blocks.count)
    for block in model.topologicalOrder().reversed() {
      for (after, gap) in blocks[block].after {
        tail[block] = max(tail[block], tail[after] + Double(max(gap, 1)) / days)
      }
    }
    var scarce = Array(repeating: 0.0, count: blocks.count)
    for index in model.problem.capacities.indices {
      let sum = Double(max(1, blocks.reduce(0) { $0 + $1.amounts[index] }))
      for block in blocks.indices { scarce[block] = max(scarce[block], Double(blocks[block].amounts[index]) / sum) }
    }
    let indices = blocks.indices
    all = [
      indices.map { ready[$0] - tail[$0] }, indices.map { -size[$0] - tail[$0] }, indices.map { size[$0] - tail[$0] },
      indices.map { risk[$0] + ready[$0] }, indices.map { -tail[$0] - scarce[$0] }, indices.map { risk[$0] - tail[$0] },
      indices.map { ready[$0] - size[$0] },
    ]
  }

  /// The harmless first, each block held back until a share of the waves as large as that of the people before it.
  func harmlessFirst(over waves: Int) -> (keys: [Double], hold: [Int]) {
    let blocks = model.blocks
    func risk(_ block: Int) -> Double {
      blocks[block].heads > 0 ? Double(blocks[block].risk) / Double(blocks[block].heads) : 0
    }
    var keys = Array(repeating: 0.0, count: blocks.count)
    var hold = Array(repeating: 0, count: blocks.count)
    let people = max(1, blocks.reduce(0) { $0 + $1.heads })
    var before = 0
    for (rank, block) in blocks.indices.sorted(by: { (risk($0), $0) < (risk($1), $1) }).enumerated() {
      keys[block] = Double(rank)
      hold[block] = before * max(0, waves - 1) / people
      before += blocks[block].heads
    }
    return (keys, hold)
  }
}
